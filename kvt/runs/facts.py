"""What single events state: how a run began and ended, and the pictures of what it learned."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kvt.errors import RunError
from kvt.runs.event import Event

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Start:
    """The facts that a script tells before its first step. `metric` is "accuracy" or "mae"; `time` in unix seconds.

    `epochs` are those of all, of which an earlier run has done `epochs_done`.
    """

    time: float
    epochs: int
    steps_per_epoch: int
    metric: str
    train_samples: int = 0
    validation_samples: int = 0
    batch_size: int = 1
    epochs_done: int = 0
    parameters: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    devices: tuple[str, ...] = ()
    intra_op_threads: int = 0
    inter_op_threads: int = 0

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(**_known(cls, event) | {"devices": tuple(event.fields.get("devices", ()))})


@dataclass(frozen=True)
class End:
    """How it ended: `reason` "completed", "stopped", "early" or "nan"; times in seconds, memory in bytes.

    `training_seconds` is wall time inside training steps, without validation, pictures and saving; the first call (of
    `first_call_steps` steps) is the one that traces and compiles.
    """

    time: float
    reason: str
    steps: int
    epochs: int
    training_seconds: float
    first_call_steps: int = 0
    first_call_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(**_known(cls, event))


@dataclass(frozen=True, eq=False)
class Points:
    """Training samples to draw: `x` [n, 1 or 2] features, `y` [n] label or target, float32."""

    x: Floats
    y: Floats

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event.floats("x").reshape(-1, event["features"]), event.floats("y"))


@dataclass(frozen=True, eq=False)
class Boundary:
    """What the model answers over a square grid. `values` uint8 [size, size], rows = second feature from low to high.

    Binary: the probability of class 1 times 255; more classes: the likeliest one's index.
    """

    step: int
    low: tuple[float, float]
    high: tuple[float, float]
    values: NDArray[np.uint8]

    @classmethod
    def of(cls, event: Event) -> Self:
        (left, bottom), (right, top), size = event["low"], event["high"], event["size"]
        return cls(event["step"], (left, bottom), (right, top), event.octets("values").reshape(size, size))


@dataclass(frozen=True, eq=False)
class Curve:
    """What the model answers along its one feature: `x` and `y` float32 [n]."""

    step: int
    x: Floats
    y: Floats

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event["step"], event.floats("x"), event.floats("y"))


@dataclass(frozen=True, eq=False)
class Confusion:
    """How often held-out samples of each class were taken for each: `counts` int64 [classes, classes].

    A row is what samples are, a column what they were taken for.
    """

    step: int
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, event: Event) -> Self:
        classes, counts = event["classes"], event.floats("counts").astype(np.int64)
        if counts.size != classes**2:
            raise RunError("The run's confusion of classes is no square: the file is damaged, start the run again.")
        return cls(event["step"], counts.reshape(classes, classes))


def _known(cls: type[Start] | type[End], event: Event) -> dict[str, object]:
    """The fields of `cls` that the event has; RunError where one without a default is missing."""
    return {
        item.name: event[item.name]
        for item in fields(cls)
        if item.name in event or (item.default is MISSING and item.default_factory is MISSING)
    }
