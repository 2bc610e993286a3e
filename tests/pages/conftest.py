"""Pages without processes: a manager whose races are over at once, with figures made up."""

import json
import secrets
import time
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kvt.jobs import server
from kvt.jobs.limits import Limits
from kvt.runs.event import encode
from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.script import script
from kvt.spec import check
from kvt.views import state

INDEX = Path(__file__).parents[2] / "pages" / "index.py"


class Bench:
    """Stands where the manager stands. `ending` is the state that the next races come to; "running" never ends."""

    def __init__(self, root):
        self.store = Store(root)
        self.limits = Limits()
        self.ending, self.reason, self.log = "completed", "", ""
        self.races, self.stopped, self.tabs = [], [], []

    def submit_race(self, specs, *, workspace, page="", race="", files=None, once=False):
        for spec in specs:
            check(spec)
        going = [run for run in self.active(workspace) if run.about.page == page]
        if once and {run.spec for run in going} >= set(specs):
            return going
        where = {"workspace": workspace, "page": page, "race": race or secrets.token_urlsafe(8)}
        runs = [
            self.store.create(spec, script(spec), position=place, files=files, **where)
            for place, spec in enumerate(specs)
        ]
        self.races.append(specs)
        for run in runs:
            self.end(run)
        return runs

    def submit(self, spec, *, sweep="", position=0, **where):
        return self.submit_race([spec], **where)[0]

    def end(self, run):
        run.log_path.write_text(self.log)
        if self.ending in ("completed", "running"):
            write_events(run, ended=self.ending == "completed")
        Status(state=self.ending, reason=self.reason, started=1.0, peak_memory=90_000_000).write(run.status_path)

    def stop(self, run_id, reason=""):
        self.stopped.append(run_id)

    def active(self, workspace):
        return [run for run in self.store.list(workspace) if run.status.active]

    def attach(self, workspace):
        self.tabs.append(workspace)

    def detach(self, workspace):
        self.tabs.remove(workspace)

    def warming(self):
        return False

    def queue_position(self, run_id):
        return None

    def status(self, run_id):
        return self.store.get(run_id).status

    def present(self, workspace):
        return True

    def open_tabs(self, workspace):
        return 1


def write_events(run, ended=True):
    spec = run.spec
    steps = spec.training.epochs * spec.steps_per_epoch
    loss = encode(np.linspace(0.7, 0.1, steps, dtype=np.float32))
    events = [
        {
            "kind": "start", "time": time.time(), "epochs": spec.training.epochs,
            "steps_per_epoch": spec.steps_per_epoch, "metric": spec.metric,
        },
        {"kind": "steps", "time": 1.0, "first": 1, "count": steps, "stride": 1, "loss": loss, spec.metric: loss},
        {
            "kind": "end", "time": 2.0, "reason": "completed", "steps": steps, "epochs": spec.training.epochs,
            "training_seconds": 1.0, "first_call_steps": 1, "first_call_seconds": 0.25,
        },
    ]  # fmt: skip
    run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events[: 3 if ended else 2]))
    np.savez(run.weights_path, np.ones((2, 2), np.float32))
    (run.folder / "model.keras").write_bytes(b"model")


@pytest.fixture
def bench(tmp_path, monkeypatch):
    monkeypatch.setenv("KVT_HOME", str(tmp_path))
    made = Bench(tmp_path / "runs")
    monkeypatch.setattr(server, "manager", lambda: made)
    monkeypatch.setattr(state, "workspace", lambda: "visitor")  # AppTest has no cookies
    yield made
    st.cache_resource.clear()


@pytest.fixture
def visit(bench):
    """visit("differences", dataset="digits"): the page, opened at that address in a new tab."""

    def open_page(page="differences", **params):
        app = AppTest.from_file(str(INDEX), default_timeout=30)
        app.query_params.update({name.replace("__", "."): value for name, value in params.items()})
        if page:
            app.switch_page(f"{page}.py")
        return app.run()

    return open_page
