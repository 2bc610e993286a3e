"""A manager with its thread, real processes without TensorFlow, and a server that is killed."""

import itertools
import os
import signal
import subprocess
import sys
import threading

import pytest

from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.runs.store import Store
from kvt.spec import Spec

SLEEP = "import time\nprint('on', flush=True)\ntime.sleep(60)\n"
DEAF = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint('on', flush=True)\ntime.sleep(60)\n"
SERVER = """
import sys, threading
from pathlib import Path
from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.runs.store import Store
from kvt.spec import Spec

script, fork = sys.argv[2], sys.argv[3] == "forked"
executor = LocalExecutor(["json"], fork=fork)
manager = Manager(Store(Path(sys.argv[1])), executor, limits=Limits(slots=1), write=lambda spec: script)
running, waiting = (manager.submit(Spec(), workspace="mine") for _ in range(2))
while running.log() != "on" or running.status.pid is None:
    threading.Event().wait(0.005)
print(running.id, waiting.id, flush=True)
threading.Event().wait()
"""


@pytest.fixture
def alive(store, local):
    """alive(script, slots=1): a manager with its thread and real children, which all run that script."""
    managers = []

    def alive(script, **limits):
        managers.append(Manager(store, local(), limits=Limits(**limits), write=lambda spec: script))
        return managers[-1]

    yield alive
    for manager in managers:
        manager.close()


@pytest.fixture
def killed_server(tmp_path, until):
    """killed_server(script, way): a running and a waiting run of a server that was killed with SIGKILL."""

    def killed_server(script, way):
        root = tmp_path / "runs"
        with subprocess.Popen(
            [sys.executable, "-c", SERVER, str(root), script, way], stdout=subprocess.PIPE, text=True
        ) as server:
            ids = server.stdout.readline().split()
            server.kill()
        return [Store(root).get(id) for id in ids]

    return killed_server


def test_runs_go_through_the_queue_by_themselves(alive):
    manager = alive("print('done')\n", slots=2)
    runs = [manager.submit(Spec(), workspace=name) for name in "abcab"]
    assert manager.wait(runs, timeout=20)
    assert {(run.status.state, run.log()) for run in runs} == {("completed", "done")}


def test_runs_of_a_race_ran_one_after_the_other(alive):
    manager = alive("print('done')\n", slots=2)
    runs = manager.submit_race([Spec()] * 4, workspace="mine")
    assert manager.wait(runs, timeout=20)
    spans = [(run.status.started, run.status.ended) for run in runs]
    assert all(ended <= started for (_, ended), (started, _) in itertools.pairwise(spans))


def test_a_deaf_child_is_killed_and_what_it_printed_is_kept(alive, until):
    manager = alive(DEAF, stop_grace=0.2)
    run = manager.submit(Spec(), workspace="mine")
    until(lambda: run.status.pid and run.log())
    manager.stop(run.id)
    assert manager.wait([run], timeout=20)
    assert (run.status.state, run.status.exit_code, run.log()) == ("stopped", -9, "on")


def test_a_stop_right_after_the_start_is_heard(alive):
    manager = alive(SLEEP)
    run = manager.submit(Spec(), workspace="mine")
    manager.stop(run.id)
    assert manager.wait([run], timeout=20)
    assert run.status.state == "stopped"


def test_a_child_killed_from_outside_says_so(alive, until):
    manager = alive(SLEEP)
    run = manager.submit(Spec(), workspace="mine")
    until(lambda: run.status.pid and run.log())
    os.kill(run.status.pid, signal.SIGKILL)
    assert manager.wait([run], timeout=20)
    assert run.status.state == "killed"
    assert "SIGKILL" in run.status.reason


def test_a_log_that_floods_is_cut_by_the_system(alive):
    flood = """
import os, resource, time
while resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY:
    time.sleep(0.001)
while True:
    os.write(1, bytes(65536))
"""
    manager = alive(flood, output=1 << 20)
    run = manager.submit(Spec(), workspace="mine")
    assert manager.wait([run], timeout=20)
    assert run.status.state in ("failed", "killed")
    assert run.log_path.stat().st_size <= 1 << 20


def test_a_run_goes_on_when_the_zygote_is_killed_and_can_be_stopped(alive, until):
    manager = alive(SLEEP)
    run = manager.submit(Spec(), workspace="mine")
    until(lambda: run.status.pid and run.log())
    os.kill(manager.executor.nursery.link.pid, signal.SIGKILL)
    until(lambda: manager.executor.nursery.state == "cold")
    assert manager.status(run.id).state == "running"
    manager.stop(run.id)
    assert manager.wait([run], timeout=20)
    assert run.status.state == "stopped"


def test_closing_in_good_order_stops_everything_and_leaves_no_thread(alive, until):
    before = set(threading.enumerate())
    manager = alive(SLEEP)
    runs = [manager.submit(Spec(), workspace="mine") for _ in range(2)]
    until(runs[0].log)
    manager.close()
    assert {run.status.state for run in runs} == {"stopped"}
    assert {run.status.reason for run in runs} == {"The server was shut down."}
    until(lambda: not [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("kvt-")])


@pytest.mark.parametrize("way", ["forked", "fresh"])
def test_a_child_of_a_killed_server_is_adopted_and_stops_when_asked(alive, killed_server, doomed, way):
    running, waiting = killed_server(SLEEP, way)
    doomed.append(running.status.pid)
    manager = alive(SLEEP)
    manager.recover()
    assert manager.status(running.id).state == "running"
    assert waiting.status.state == "lost"
    manager.stop(running.id)
    assert manager.wait([running], timeout=20)
    assert running.status.state == "stopped"


def test_a_child_that_ends_without_a_server_is_what_its_last_word_says(alive, killed_server, until, doomed):
    script = """
import json, os, time
print("on", flush=True)
while not os.path.exists("finish"):
    time.sleep(0.005)
with open("events.jsonl", "w") as file:
    print(json.dumps({"kind": "end", "reason": "completed"}), file=file)
"""
    running, _ = killed_server(script, "forked")
    doomed.append(running.status.pid)
    (running.folder / "finish").write_text("")
    until(running.end)
    manager = alive(script)
    manager.recover()
    assert manager.wait([running], timeout=20)
    assert running.status.state == "completed"


def test_a_child_that_died_with_its_server_is_lost(alive, killed_server, until):
    running, _ = killed_server(SLEEP, "forked")
    os.killpg(running.status.pid, signal.SIGKILL)
    manager = alive(SLEEP)
    until(lambda: manager.executor.adopt(running.status.pid, running.status.pid_started).poll())
    manager.recover()
    assert running.status.state == "lost"


def test_a_later_process_of_the_same_number_is_not_adopted(alive, killed_server, doomed):
    running, _ = killed_server(SLEEP, "forked")
    doomed.append(running.status.pid)
    status = running.status
    status.but(pid_started=status.pid_started - 3600).write(running.status_path)
    manager = alive(SLEEP)
    manager.recover()
    assert running.status.state == "lost"


def test_a_round_that_fails_does_not_end_the_watching(alive, monkeypatch, caplog):
    manager = alive("print('done')\n")
    tidy, failures = manager.store.tidy, iter([OSError("the disk is on fire")])

    def burn(*args, **options):
        for failure in failures:
            raise failure
        return tidy(*args, **options)

    monkeypatch.setattr(manager.store, "tidy", burn)
    runs = [manager.submit(Spec(), workspace="mine") for _ in range(3)]
    assert manager.wait(runs, timeout=20)
    assert "the disk is on fire" in caplog.text
