"""A run in one row: what a table of thousands says of it."""

import os
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self

import numpy as np

from kvt.errors import RunError
from kvt.runs.history import History
from kvt.runs.run import Run
from kvt.spec import assignments, titles

# What an events file that was torn or tampered with can make a reader meet.
DAMAGE = (RunError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, MemoryError, OSError)


@dataclass(frozen=True)
class Summary:
    """`loss` and `metric` are training means of the last epoch, `val_…` those at its end; times are Unix seconds.

    `settings` are the assignments that make the spec; `speed` is in steady steps a second, `size` and `peak_memory` in
    bytes. A figure that is not there is None. A run that cannot be read has the state "damaged". `status_stamp` and
    `notes_stamp` are the files' times of change in ns, by which a row is known to be old.
    """

    id: str
    workspace: str
    created: float
    state: str
    reason: str = ""
    race: str = ""
    page: str = ""
    position: int = 0
    dataset: str = ""
    model: str = ""
    route: str = ""
    topic: str = ""
    settings: str = ""
    started: float | None = None
    ended: float | None = None
    epochs: int | None = None
    steps: int | None = None
    loss: float | None = None
    metric: float | None = None
    metric_name: str = ""
    val_loss: float | None = None
    val_metric: float | None = None
    speed: float | None = None
    first_call: float | None = None
    peak_memory: int | None = None
    size: int = 0
    tags: str = ""
    note: str = ""
    pinned: bool = False
    imported: bool = False
    status_stamp: int = 0
    notes_stamp: int = 0

    @property
    def seconds(self) -> float | None:
        """How long it ran, by the clock."""
        return self.ended - self.started if self.started is not None and self.ended is not None else None

    @property
    def active(self) -> bool:
        return self.state in ("queued", "running")

    @classmethod
    def of(cls, run: Run) -> Self:
        """Read a run's folder. Never raises: what is damaged says so."""
        status_stamp, notes_stamp = stamps(run.folder)
        status, notes = run.status, run.notes
        row = cls(
            id=run.id,
            workspace=run.workspace,
            created=_changed(run.folder),
            state=status.state,
            reason=status.reason,
            started=status.started,
            ended=status.ended,
            peak_memory=status.peak_memory,
            tags=",".join(notes.tags),
            note=notes.note,
            pinned=notes.pinned,
            status_stamp=status_stamp,
            notes_stamp=notes_stamp,
        )
        try:
            about, spec = Run(run.folder).about, Run(run.folder).spec  # of its own: thousands of specs are not kept
        except RunError as error:
            return replace(row, state="damaged", reason=str(error), size=run.size())
        row = replace(
            row,
            created=about.created,
            race=about.race,
            page=about.page,
            position=about.position,
            imported=about.imported,
            dataset=spec.dataset.kind,
            model=spec.model.kind,
            route=spec.route.kind,
            topic=spec.topic.kind,
            settings=" ".join(f"{path}={value}" for path, value in assignments(spec).items())[:2000],
            metric_name=spec.metric,
        )
        if status.active:
            return row
        try:
            return replace(row, size=run.size(), **figures(run.history()))
        except DAMAGE:
            return replace(row, size=run.size(), reason=row.reason or "What it told is damaged.")

    @property
    def what(self) -> str:
        """What was trained, in words: the dataset and the model, or the story's title."""
        if self.topic not in ("", "train"):
            return titles("topic").get(self.topic, self.topic)
        names = (titles("dataset").get(self.dataset, self.dataset), titles("model").get(self.model, self.model))
        return ", ".join(filter(None, names))

    @property
    def way(self) -> str:
        """The route's title; "" for a story, which has none."""
        return titles("route").get(self.route, self.route) if self.topic in ("", "train") else ""


def stamps(folder: Path) -> tuple[int, int]:
    """Times of change (ns) of a run's status and of its notes; 0 for what is not there."""
    return _stamp(f"{folder}/status.json"), _stamp(f"{folder}/notes.json")


COLUMNS = tuple(item.name for item in fields(Summary))


def figures(history: History) -> dict[str, float | int | None]:
    """What a history came to, by the names of Summary's fields; None for what is not there, or no finite number."""
    loss = history.epoch_loss if history.epochs.size else history.loss
    metric = history.epoch_metric if history.epochs.size else history.metric
    return {
        "epochs": int(history.epochs[-1]) if history.epochs.size else None,
        "steps": history.steps_done or None,
        "loss": _last(loss),
        "metric": _last(metric),
        "val_loss": _last(history.val_loss),
        "val_metric": _last(history.val_metric),
        "speed": history.steady_steps_per_second,
        "first_call": history.first_call_seconds,
    }


def _last(values: np.ndarray) -> float | None:
    """The last value; None where there is none, or it is no finite number."""
    return float(values[-1]) if values.size and np.isfinite(values[-1]) else None


def _stamp(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _changed(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
