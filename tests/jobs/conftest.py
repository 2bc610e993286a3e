"""What tests of jobs stand on: a clock to turn, an executor without processes, and real ones without TensorFlow."""

import os
import signal
import time
from types import SimpleNamespace

import pytest

from kvt.errors import JobError
from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.jobs.process import Exit
from kvt.runs.store import Store
from kvt.spec import Spec

DEADLINE = 20.0


class StubProcess:
    """A process that does what the test says: `exit` ends it, and `deaf` ones do not hear the interrupt."""

    started = 1.0

    def __init__(self, pid, fresh):
        self.pid, self.fresh, self.deaf, self.private = pid, fresh, False, 50
        self.exit, self.asked, self.killed = None, 0, 0

    def poll(self):
        return self.exit

    def interrupt(self):
        self.asked += 1
        if not self.deaf:
            self.exit = Exit(130)

    def kill(self):
        self.killed += 1
        self.exit = Exit(-9)

    def memory(self):
        return self.private


class StubExecutor:
    """Starts nothing; `processes` are what it would have started, by run id, in order."""

    def __init__(self):
        self.processes, self.alive = {}, {}
        self.warm_enough, self.broken, self.closed = True, False, False

    def listen(self, on_change):
        self.on_change = on_change

    def warm(self):
        pass

    def ready(self, *, fresh):
        return fresh or self.warm_enough

    def start(self, run, *, fresh):
        if self.broken:
            raise JobError("The run could not be started.")
        process = self.processes[run.id] = StubProcess(1 << 30, fresh)
        return process

    def adopt(self, pid, started):
        process = self.alive.get(pid) or StubProcess(pid, False)
        if pid not in self.alive:
            process.exit = Exit(None)
        return process

    def close(self):
        self.closed = True


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "runs")


@pytest.fixture
def clock():
    """clock.now is the time; clock() reads it."""

    class Clock(SimpleNamespace):
        def __call__(self):
            return self.now

    return Clock(now=1000.0)


@pytest.fixture
def executor():
    return StubExecutor()


@pytest.fixture
def make_manager(store, executor, clock):
    """make_manager(slots=2): a manager that nobody but the test ticks."""

    def make(**limits):
        return Manager(store, executor, limits=Limits(**limits), clock=clock, write=lambda spec: "pass\n", thread=False)

    return make


@pytest.fixture
def manager(make_manager):
    return make_manager(slots=1)


@pytest.fixture
def until():
    """until(condition): wait for what another process does, and fail if it never comes to do it."""

    def until(condition):
        deadline = time.monotonic() + DEADLINE
        while not (found := condition()):
            if time.monotonic() > deadline:
                pytest.fail("what was waited for never came")
            time.sleep(0.005)
        return found

    return until


@pytest.fixture
def local():
    """local(fork=True): an executor of real processes; its zygote has imported `json` alone, so it is warm at once."""
    made = []

    def make(modules=("json",), **options):
        made.append(LocalExecutor(modules, **options))
        return made[-1]

    yield make
    for executor in made:
        executor.close()


@pytest.fixture
def write_run(store):
    """write_run("print(1)"): a run whose train.py is that text."""

    def write(text):
        return store.create(Spec(), text, workspace="mine")

    return write


@pytest.fixture
def doomed():
    """A list of process numbers that are killed when the test is over."""
    pids = []
    yield pids
    for pid in pids:
        try:
            os.killpg(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
