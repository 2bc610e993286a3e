"""Zygotes that die, hang, or will not fork, and what becomes of their children. None of them imports TensorFlow."""

import os
import signal
import threading

import pytest

from kvt.jobs.nursery import Nursery
from kvt.jobs.process import Exit, Forked, Fresh

SLEEP = "import time\nprint('on', flush=True)\ntime.sleep(60)\n"


@pytest.fixture
def warm(local, until):
    """An executor whose zygote is warm."""
    executor = local(fork=True)
    until(lambda: executor.ready(fresh=False))
    return executor


@pytest.fixture
def start(write_run, doomed):
    def start(executor, text="pass\n"):
        run = write_run(text)
        process = executor.start(run, fresh=False)
        doomed.append(process.pid)
        return run, process

    return start


def kill_zygote(executor, until):
    os.kill(executor.nursery.link.pid, signal.SIGKILL)
    until(lambda: executor.nursery.state == "cold")


def test_a_warm_zygote_tells_its_time_and_memory(warm):
    assert warm.nursery.link.warm_seconds > 0
    assert warm.nursery.link.memory > 1_000_000


def test_many_children_at_once_are_each_told_of(warm, start, until):
    pairs = [start(warm, f"raise SystemExit({index})\n") for index in range(12)]
    assert [until(process.poll) for _, process in pairs] == [Exit(index) for index in range(12)]


def test_children_outlive_a_killed_zygote_and_are_watched_by_their_number(warm, start, until):
    run, process = start(warm, SLEEP)
    until(run.log)
    kill_zygote(warm, until)
    assert process.poll() is None
    process.kill()
    assert until(process.poll) == Exit(None)


def test_a_killed_zygote_is_replaced(warm, start, until):
    first = warm.nursery.link.pid
    kill_zygote(warm, until)
    until(lambda: warm.ready(fresh=False))
    _, process = start(warm)
    assert isinstance(process, Forked)
    assert warm.nursery.link.pid != first


def test_a_zygote_that_dies_as_it_is_asked_is_stood_in_for_by_a_fresh_process(warm, start, until):
    os.kill(warm.nursery.link.pid, signal.SIGKILL)  # and nobody has noticed yet
    run, process = start(warm, "print('done')\n")
    until(process.poll)
    assert run.log() == "done"
    until(lambda: warm.ready(fresh=False) and warm.nursery.state == "ready")


def test_a_zygote_that_hangs_is_stood_in_for_too(warm, start, until, monkeypatch):
    monkeypatch.setattr("kvt.jobs.link.ANSWER", 0.05)
    os.kill(warm.nursery.link.pid, signal.SIGSTOP)
    run, process = start(warm, "print('done')\n")
    assert isinstance(process, Fresh)
    until(process.poll)
    assert run.log() == "done"


@pytest.fixture
def module(tmp_path, monkeypatch):
    """module("import threading …"): the name of a module of that text, which a zygote can import."""

    def module(text):
        (tmp_path / "seed_of_trouble.py").write_text(text)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return "seed_of_trouble"

    return module


TROUBLES = {
    "raise ValueError('no such planet')": "ValueError: no such planet",
    "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()": "2 threads",
    "import os; os._exit(5)": "code 5",
    "import os, signal; os.kill(os.getpid(), signal.SIGILL)": "code -4",
}


@pytest.mark.parametrize("text", TROUBLES)
def test_a_zygote_that_never_gets_warm_is_tried_twice_and_then_every_run_is_fresh(module, local, start, until, text):
    executor = local([module(text)], fork=True)
    until(lambda: executor.ready(fresh=False) and executor.nursery.state == "broken")
    assert TROUBLES[text] in executor.nursery.trouble
    _, process = start(executor)
    assert isinstance(process, Fresh)
    assert until(process.poll) == Exit(0)


def test_a_zygote_that_takes_on_a_second_thread_refuses_to_fork(module, local, start, until):
    late = (
        "import signal, threading, time\n"
        "begin = lambda *_: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "signal.signal(signal.SIGUSR1, begin)\n"
    )
    executor = local([module(late)], fork=True)
    until(lambda: executor.ready(fresh=False))
    link = executor.nursery.link
    os.kill(link.pid, signal.SIGUSR1)
    until(lambda: len(os.listdir(f"/proc/{link.pid}/task")) == 2)
    _, process = start(executor)
    assert isinstance(process, Fresh)
    assert "2 threads" in link.trouble


def test_a_zygote_goes_when_its_line_is_cut_and_leaves_its_children(warm, start, until):
    run, process = start(warm, SLEEP)
    until(run.log)
    zygote = warm.nursery.link.pid
    warm.close()
    until(lambda: not os.path.exists(f"/proc/{zygote}"))
    assert process.poll() is None


def test_a_closed_nursery_makes_no_new_zygote(warm):
    warm.close()
    warm.warm()
    assert warm.nursery.state == "broken"


def test_a_change_is_told_when_a_child_ends(write_run, until):
    changed = threading.Event()
    nursery = Nursery(dict(os.environ), changed.set, ["json"])
    try:
        nursery.warm()
        until(lambda: nursery.state == "ready")
        process = nursery.fork(write_run("pass\n").folder)
        changed.clear()
        while process.poll() is None:
            assert changed.wait(10)
            changed.clear()
    finally:
        nursery.close()


def test_scikit_learn_is_imported_only_where_it_is(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert Nursery({}, lambda: None).modules == ("tensorflow", "keras")
