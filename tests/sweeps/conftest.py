"""Sweeps by hand: a real manager and a real conductor that nobody but the test ticks, and runs that end as it says."""

import json
import math
from types import SimpleNamespace

import numpy as np
import pytest

from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.jobs.process import Exit
from kvt.runs.event import encode
from kvt.runs.store import Store
from kvt.sweeps import search as searches
from kvt.sweeps.conductor import Conductor
from kvt.sweeps.search import Search

RATE = "training.optimizer.learning_rate"


class Process:
    started, fresh = 1.0, False

    def __init__(self, pid):
        self.pid, self.exit = pid, None

    def poll(self):
        return self.exit

    def interrupt(self):
        self.exit = Exit(130)

    kill = interrupt

    def memory(self):
        return 1


class Executor:
    """Starts nothing; `processes` by run id."""

    def __init__(self):
        self.processes = {}

    def listen(self, on_change):
        pass

    def warm(self):
        pass

    def ready(self, *, fresh):
        return True

    def start(self, run, *, fresh):
        process = self.processes[run.id] = Process((1 << 30) + len(self.processes))
        return process

    def adopt(self, pid, started):
        process = next((process for process in self.processes.values() if process.pid == pid), Process(pid))
        return process

    def close(self):
        pass


class Laboratory(SimpleNamespace):
    """`round()` lets time pass; `finish(run)` ends a run with the loss that its learning rate deserves."""

    def __call__(self):
        return self.now

    def boot(self, slots=2, grace=30.0, kept=60):
        """A server of its own: a manager and a conductor on the folders that there are."""
        limits = Limits(slots=slots, tab_grace=grace, kept_runs=kept)
        store = Store(self.root / "runs")
        self.manager = Manager(
            store, self.executor, limits=limits, clock=self, write=lambda spec: "pass\n", thread=False
        )
        self.conductor = Conductor(self.manager, self.root / "sweeps", clock=self, thread=False)
        self.manager.recover()
        self.conductor.recover()
        return self.conductor

    def round(self, seconds=1.0):
        self.now += seconds
        self.manager.tick()
        self.conductor.tick()

    def running(self):
        return [run for run in self.manager.active("mine") if self.manager.status(run.id).state == "running"]

    def tell(self, run, losses):
        """Have a run say that so many epochs have ended, with these validation losses."""
        spec = run.spec
        start = {"kind": "start", "time": 1.0, "epochs": spec.training.epochs, "steps_per_epoch": 1}
        start |= {"metric": spec.metric}
        values = encode(np.array(losses, np.float32))
        told = {"kind": "epochs", "first": 1, "count": len(losses), "val_loss": values, f"val_{spec.metric}": values}
        run.events_path.write_text("".join(json.dumps(event) + "\n" for event in (start, told)))

    def finish(self, run, losses=None, reason="completed", code=0):
        epochs = run.spec.training.epochs
        self.tell(run, losses if losses is not None else [self.deserved(run.spec)] * epochs)
        end = {"kind": "end", "time": 2.0, "reason": reason, "steps": epochs, "epochs": epochs, "training_seconds": 1.0}
        with run.events_path.open("a") as events:
            if reason:
                events.write(json.dumps(end) + "\n")
        self.executor.processes[run.id].exit = Exit(code)

    def deserved(self, spec):
        """The best learning rate is 0.01."""
        return (math.log10(spec.training.optimizer.learning_rate) + 2) ** 2 + 0.5

    def play(self, sweep, rounds=400, seconds=1.0):
        """Let every run come to its end, until the sweep has."""
        for _ in range(rounds):
            if not self.conductor.standing(sweep).active:
                return self.conductor.progress(sweep)
            for run in self.running():
                self.finish(run)
            self.round(seconds)
        raise AssertionError("the sweep never ended")


@pytest.fixture
def lab(tmp_path):
    made = Laboratory(now=1000.0, root=tmp_path, executor=Executor())
    made.boot()
    return made


@pytest.fixture
def search(spec):
    """search("path:range", sampler="grid"): a search over kvt's own spec, or that of `base`."""

    def make(space=f"{RATE}:0.0001..1", base=None, **fields):
        params = {name: str(value) for name, value in fields.items()}
        read = searches.read({"search": space, "trials": "8"} | params, base or spec(), Search())
        assert read.problems == ()
        return read.search

    return make
