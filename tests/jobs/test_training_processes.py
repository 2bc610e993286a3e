"""The real zygote, with TensorFlow in it: children that train at once, are killed, do not listen."""

import os
import signal
import subprocess
import sys

import pytest

from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.jobs.process import Exit, Forked
from kvt.runs.store import Store
from kvt.script import script
from kvt.spec import Spec, parse

pytestmark = pytest.mark.tensorflow

TRAIN = """
import keras, numpy as np
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")
history = model.fit(np.ones((64, 2), "float32"), np.ones(64, "float32"), epochs=2, verbose=0)
print(history.history["loss"])
"""
LOOP_IN_C = """
import tensorflow as tf
{before}
@tf.function
def forever():
    tf.print("on")  # by the graph itself, which Python has no way into
    return tf.while_loop(lambda i: tf.constant(True), lambda i: [i + 1], [tf.constant(0)])
forever()
"""


# An exception that a signal raises in the middle of a call may be swallowed there, as TensorFlow's C code and the bare
# excepts of Keras do now and then: about one Ctrl-C in a hundred.
SWALLOW = """
import signal
import keras

def swallow(method):
    def swallowing(self, *arguments, **options):
        global calls
        calls += 1
        try:
            if calls == 30:
                signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            pass
        return method(self, *arguments, **options)
    return swallowing

calls = 0
keras.layers.Dense.__call__ = swallow(keras.layers.Dense.__call__)
"""


@pytest.fixture(scope="module")
def executor():
    executor = LocalExecutor(fork=True)
    executor.warm()
    yield executor
    executor.close()


@pytest.fixture
def warm(executor, until):
    until(lambda: executor.ready(fresh=False))
    assert executor.nursery.state == "ready", executor.nursery.trouble
    return executor


@pytest.fixture
def managed(executor, tmp_path):
    """managed(script): a manager on the module's zygote whose runs are all that script."""
    managers = []

    def managed(script, **limits):
        manager = Manager(Store(tmp_path / "runs"), executor, limits=Limits(**limits), write=lambda spec: script)
        managers.append(manager)
        return manager

    yield managed
    for manager in managers:
        for run in manager.active("mine"):
            manager.stop(run.id)
        manager.wait(manager.active("mine"), timeout=10)


def test_the_zygote_has_one_thread_and_no_context_with_all_it_imports(warm):
    assert len(os.listdir(f"/proc/{warm.nursery.link.pid}/task")) == 1
    assert warm.nursery.link.trouble == ""


def test_several_children_train_at_once_and_agree_with_a_fresh_process(warm, write_run, until):
    runs = [write_run(TRAIN) for _ in range(4)]
    children = [warm.start(run, fresh=False) for run in runs]
    alone = write_run(TRAIN)
    fresh = warm.start(alone, fresh=True)
    assert [until(child.poll) for child in [*children, fresh]] == [Exit(0)] * 5
    assert all(isinstance(child, Forked) for child in children)
    assert len({run.log(1) for run in [*runs, alone]}) == 1


def test_a_child_sees_what_the_zygote_hid_from_keras(warm, write_run, until):
    run = write_run("import pandas, sklearn.datasets\nprint(sklearn.datasets.load_iris(as_frame=True).frame.shape)\n")
    child = warm.start(run, fresh=False)
    assert until(child.poll) == Exit(0)
    assert run.log(1) == "(150, 5)"


def test_a_child_chooses_its_own_threads(warm, write_run, until):
    run = write_run(
        "import tensorflow as tf\ntf.config.threading.set_intra_op_parallelism_threads(1)\n"
        "tf.ones(3) + 1\nprint(tf.config.threading.get_intra_op_parallelism_threads())\n"
    )
    child = warm.start(run, fresh=False)
    assert until(child.poll) == Exit(0)
    assert run.log(1) == "1"


@pytest.mark.parametrize("before", ["", "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"])
def test_a_loop_in_c_is_killed_after_the_grace(managed, warm, until, before):
    manager = managed(LOOP_IN_C.format(before=before))
    run = manager.submit(Spec(), workspace="mine")
    until(lambda: run.log(1) == "on")
    manager.stop(run.id)
    assert manager.wait([run], timeout=20)
    status = run.status
    assert (status.state, status.exit_code) == ("stopped", -9)
    assert "did not answer" in status.reason


def test_training_goes_on_when_the_zygote_is_killed_and_the_next_run_has_a_new_one(managed, warm, until):
    manager = managed("import time\nprint('on', flush=True)\n" + TRAIN + "time.sleep(60)\n", slots=2)
    first = manager.submit(Spec(), workspace="mine")
    until(lambda: first.log(1).startswith("["))
    os.kill(warm.nursery.link.pid, signal.SIGKILL)
    until(lambda: warm.nursery.state == "cold")
    second = manager.submit(Spec(), workspace="mine")
    until(lambda: second.log(1).startswith("["))
    assert first.log(1) == second.log(1)
    assert not second.status.fresh
    assert manager.status(first.id).state == "running"


def test_whoever_manages_runs_imports_none_of_it():
    program = """
import importlib, pkgutil, sys, kvt
for module in pkgutil.walk_packages(kvt.__path__, "kvt."):
    if not module.name.startswith(("kvt.recipes", "kvt.jobs.zygote", "kvt.jobs.child", "kvt.__main__")):
        importlib.import_module(module.name)
print(sorted({"tensorflow", "keras", "sklearn"} & set(sys.modules)))
"""
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("route", ["keras_fit", "tape_graph", "module_graph", "epoch_graph"])
def test_a_real_run_completes_from_the_zygote(executor, warm, tmp_path, route):
    spec = parse({"route": route, "training.epochs": "2"}, Spec()).spec
    manager = Manager(Store(tmp_path / "runs"), executor, limits=Limits())
    run = manager.submit(spec, workspace="mine")
    assert manager.wait([run], timeout=60)
    assert run.status.state == "completed", run.log()
    assert run.end()["reason"] == "completed"
    assert run.history().steps_done == 2 * spec.steps_per_epoch
    assert run.weights()


def test_a_stop_that_comes_in_the_middle_of_a_step_is_heard_after_it_and_keeps_the_model(warm, managed):
    spec = parse({"route": "tape_eager", "training.epochs": "3"}, Spec()).spec
    manager = managed(SWALLOW + script(spec))
    run = manager.submit(spec, workspace="mine")
    assert manager.wait([run], timeout=60)
    end = run.history().end
    assert (end.reason, run.status.state) == ("stopped", "stopped"), run.log()
    assert 0 < end.steps < 30
    assert run.weights()
