"""A server that is killed in the middle of a sweep, with real runs."""

import subprocess
import sys

import pytest

from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.runs.store import Store
from kvt.sweeps.conductor import Conductor

SERVER = """
import sys, threading, time
from pathlib import Path
from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.runs.store import Store
from kvt.spec import Spec, parse
from kvt.sweeps.conductor import Conductor
from kvt.sweeps.search import Search, read

if __name__ == "__main__":
    root = Path(sys.argv[1])
    base = parse({"training.epochs": "8", "dataset.samples": "200", "route": "tape_graph"}).spec
    manager = Manager(Store(root / "runs"), LocalExecutor(), limits=Limits(slots=2))
    conductor = Conductor(manager, root / "sweeps")
    params = {"search": "training.optimizer.learning_rate:0.001..1", "sampler": "random", "trials": "4"}
    sweep = conductor.start(read(params, base, Search()).search, base, workspace="mine")
    while not (conductor.progress(sweep).ended and any(run.history().epochs.size for run in manager.active("mine"))):
        time.sleep(0.005)
    print(sweep.id, flush=True)
    threading.Event().wait()
"""


@pytest.mark.tensorflow
def test_a_server_killed_in_the_middle_loses_no_ended_trial_and_no_running_ones_events(tmp_path):
    with subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as server:
        id = server.stdout.readline().strip()
        server.kill()
    store = Store(tmp_path / "runs")
    told = {run.id: run.events_path.read_bytes() for run in store.list("mine") if run.events_path.exists()}
    manager = Manager(store, LocalExecutor(), limits=Limits(slots=2, tab_grace=300.0))
    conductor = Conductor(manager, tmp_path / "sweeps")
    try:
        sweep = conductor.get(id)
        before = [trial for trial in conductor.progress(sweep).trials if trial.ended]
        assert before
        manager.recover()
        conductor.recover()
        assert conductor.wait(sweep, timeout=120)
        found = conductor.progress(sweep)
    finally:
        conductor.close()
        manager.close()
    assert found.standing.state == "completed"
    assert [trial.state for trial in found.trials] == ["completed"] * 4
    assert [found.trials[trial.number] for trial in before] == before
    for run, events in told.items():
        assert store.get(run).events_path.read_bytes().startswith(events)
