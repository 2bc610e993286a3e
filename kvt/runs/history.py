"""What is known of a run: a fold of its events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kvt.errors import RunError
from kvt.runs.event import Event
from kvt.runs.facts import Boundary, Confusion, Curve, End, Floats, Points, Start
from kvt.runs.running import own_values, running_means

COLUMNS = ("steps", "loss", "metric", "loss_so_far", "metric_so_far", "epochs", "val_loss", "val_metric")


def _no_floats() -> Floats:
    return np.empty(0, np.float32)


def _no_counts() -> NDArray[np.int64]:
    return np.empty(0, np.int64)


@dataclass(frozen=True, eq=False)
class History:
    """A run so far. Nothing in it is ever changed: extend() gives a new history.

    `steps` [n] count from 1 over the whole run, `loss` and `metric` [n] are the training values there; `epochs` [m] are
    those that ended, `val_loss` and `val_metric` [m] are NaN without validation samples. Values are float32.
    `loss_so_far` and `metric_so_far` are means over the epoch so far, as Keras's fit reports them; else empty.
    """

    start: Start | None = None
    steps: NDArray[np.int64] = field(default_factory=_no_counts)
    loss: Floats = field(default_factory=_no_floats)
    metric: Floats = field(default_factory=_no_floats)
    loss_so_far: Floats = field(default_factory=_no_floats)
    metric_so_far: Floats = field(default_factory=_no_floats)
    epochs: NDArray[np.int64] = field(default_factory=_no_counts)
    val_loss: Floats = field(default_factory=_no_floats)
    val_metric: Floats = field(default_factory=_no_floats)
    points: Points | None = None
    boundary: Boundary | None = None
    curve: Curve | None = None
    confusion: Confusion | None = None
    nan_step: int | None = None
    results: tuple[Mapping[str, Any], ...] = ()
    end: End | None = None

    @classmethod
    def fold(cls, events: Iterable[Event]) -> Self:
        return cls().extend(events)

    def extend(self, events: Iterable[Event]) -> Self:
        """This history and what `events` add. Unknown kinds are passed over; RunError where a known one is damaged."""
        facts: dict[str, Any] = {"start": self.start}
        columns: dict[str, list[NDArray[Any]]] = {name: [getattr(self, name)] for name in COLUMNS}
        results = [*self.results]
        for event in events:
            match event.kind:
                case "start":
                    facts["start"] = Start.of(event)
                case "points":
                    facts["points"] = Points.of(event)
                case "steps":
                    _add_steps(columns, event, _metric(facts["start"]))
                case "epochs":
                    _add_epochs(columns, event, _metric(facts["start"]))
                case "boundary":
                    facts["boundary"] = Boundary.of(event)
                case "curve":
                    facts["curve"] = Curve.of(event)
                case "confusion":
                    facts["confusion"] = Confusion.of(event)
                case "result":
                    results.append(event.fields)
                case "nan":
                    facts["nan_step"] = event["step"]
                case "end":
                    facts["end"] = End.of(event)
        grown = {name: np.concatenate(parts) for name, parts in columns.items() if len(parts) > 1}
        if "loss_so_far" in grown:
            for name in ("loss", "metric"):
                grown[name] = own_values(grown["steps"], grown[f"{name}_so_far"], facts["start"])
        return replace(self, **facts, **grown, results=tuple(results))

    @property
    def finished(self) -> bool:
        return self.end is not None

    @property
    def total_steps(self) -> int:
        """Steps that were planned; 0 before the start."""
        return self.start.epochs * self.start.steps_per_epoch if self.start else 0

    @property
    def steps_done(self) -> int:
        return self.end.steps if self.end else int(self.steps[-1]) if self.steps.size else 0

    @property
    def progress(self) -> float:
        """Share of the planned steps that are done, 0 … 1."""
        return min(1.0, self.steps_done / self.total_steps) if self.total_steps else 0.0

    @property
    def first_call_seconds(self) -> float | None:
        """Seconds of the first call into the step: tracing and compiling. None before the end."""
        return self.end.first_call_seconds if self.end and self.end.first_call_steps else None

    @property
    def steady_steps_per_second(self) -> float | None:
        """Steps a second without the first call; None before the end, and where nothing followed the first call."""
        if self.end is None:
            return None
        before = self.start.epochs_done * self.start.steps_per_epoch if self.start else 0
        steps = self.end.steps - before - self.end.first_call_steps
        seconds = self.end.training_seconds - self.end.first_call_seconds
        return steps / seconds if steps > 0 and seconds > 0 else None

    @property
    def running_loss(self) -> Floats:
        """Mean training loss over the epoch so far, after each of `steps`: as reported, or as Keras would report it."""
        if self.loss_so_far.size or self.start is None:
            return self.loss_so_far
        return running_means(self.loss, self.start)

    @property
    def epoch_loss(self) -> Floats:
        """Mean training loss of each of `epochs`: float32 [m]."""
        return self._means(self.loss)

    @property
    def epoch_metric(self) -> Floats:
        """Mean training metric of each of `epochs`: float32 [m]."""
        return self._means(self.metric)

    def _means(self, values: Floats) -> Floats:
        if self.start is None or not self.epochs.size:
            return _no_floats()
        epoch = (self.steps - 1) // self.start.steps_per_epoch + 1
        length = int(self.epochs.max()) + 1
        with np.errstate(invalid="ignore"):  # an epoch without a step has no mean: NaN
            means = np.bincount(epoch, values, length) / np.bincount(epoch, minlength=length)
        return means[self.epochs].astype(np.float32)


def _metric(start: Start | None) -> str:
    if start is None:
        raise RunError("The run's events do not begin with its start: the file is damaged, start the run again.")
    return start.metric


def _add_steps(columns: dict[str, list[NDArray[Any]]], event: Event, metric: str) -> None:
    loss, values = event.floats("loss"), event.floats(metric)
    if len(values) != len(loss):
        raise RunError("The run's steps are of unequal length: the file is damaged, start the run again.")
    columns["steps"].append(event["first"] + np.arange(len(loss)) * event.fields.get("stride", 1))
    so_far = "_so_far" if event.fields.get("running") else ""
    columns[f"loss{so_far}"].append(loss)
    columns[f"metric{so_far}"].append(values)


def _add_epochs(columns: dict[str, list[NDArray[Any]]], event: Event, metric: str) -> None:
    count = event["count"]
    columns["epochs"].append(event["first"] + np.arange(count))
    for column, name in (("val_loss", "val_loss"), ("val_metric", f"val_{metric}")):
        columns[column].append(event.floats(name) if name in event else np.full(count, np.nan, np.float32))
