"""Runs as their files would stand after a training, without one."""

import itertools
import json

import numpy as np
import pytest

from kvt.runs.event import encode
from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import Spec

VAL_LOSS = (0.5, 0.25)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "runs")


@pytest.fixture
def complete(store):
    """complete("mine", page="cnn"): a run that has ended well, two epochs of three steps; each a second later."""
    seconds = itertools.count(1000)

    def complete(workspace="mine", state="completed", spec=None, **about):
        run = store.create(spec or Spec(), "pass\n", workspace=workspace, now=float(next(seconds)), **about)
        write_events(run)
        np.savez(run.weights_path, np.ones((2, 2), np.float32))
        (run.folder / "tb").mkdir()
        (run.folder / "tb" / "events.out.tfevents.1.host.v2").write_bytes(b"board")
        run.log_path.write_text("done\n")
        Status(state=state, queued=1.0, started=2.0, ended=5.0).write(run.status_path)
        return run

    return complete


def write_events(run):
    loss = np.array([6, 5, 4, 3, 2, 1], np.float32)
    val = np.array(VAL_LOSS, np.float32)
    events = [
        {"kind": "start", "time": 1.0, "epochs": 2, "steps_per_epoch": 3, "metric": "accuracy"},
        {"kind": "steps", "time": 1.0, "first": 1, "count": 6, "loss": encode(loss), "accuracy": encode(loss / 10)},
        {"kind": "epochs", "time": 1.0, "first": 1, "count": 2, "val_loss": encode(val),
         "val_accuracy": encode(1 - val)},
        {
            "kind": "end", "time": 2.0, "reason": "completed", "steps": 6, "epochs": 2, "training_seconds": 1.5,
            "first_call_steps": 1, "first_call_seconds": 0.5,
        },
    ]  # fmt: skip
    run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
