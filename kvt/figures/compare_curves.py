"""The curves of many runs in one picture: training thin, validation strong, each run in its own look throughout."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kvt.figures import curves
from kvt.figures.compare_looks import FEW
from kvt.figures.palette import Look
from kvt.figures.smooth import smooth, weight
from kvt.figures.thin import thin
from kvt.runs.clock import Clock
from kvt.runs.event import encode
from kvt.runs.history import History

Along = Literal["steps", "epochs", "seconds"]
Part = Literal["both", "training", "validation"]
Floats = NDArray[np.float32]

POINTS = 24_000  # of all lines together: what a browser draws in a moment, and a line loads in one
LEAST, MOST = 240, 2000  # of one line


class Choice(NamedTuple):
    """`measure` is a key of curves.NAMES; `smoothing` in steps, 0 for none."""

    measure: str = "loss"
    along: Along = "steps"
    smoothing: int = 0


class Trail(NamedTuple):
    """Values `y` [n] after `steps` [n] and so many `seconds` [n], float32; an epoch has `each` steps."""

    steps: Floats
    seconds: Floats
    y: Floats
    each: int = 1

    def x(self, along: Along) -> Floats:
        return self.steps / np.float32(self.each) if along == "epochs" else getattr(self, along)


class Trails(NamedTuple):
    """A run's lines of one measure; without values where it has none."""

    training: Trail
    validation: Trail


class Line(NamedTuple):
    name: str
    part: Literal["training", "validation"]
    x: Floats
    y: Floats
    look: Look
    is_strong: bool


class Curves(NamedTuple):
    choice: Choice
    lines: tuple[Line, ...]


def points(runs: int) -> int:
    """How many points a line may have in a picture of so many runs."""
    return int(np.clip(POINTS // max(runs, 1), LEAST, MOST))


def trails(history: History, clock: Clock, smoothing: int = 0, points: int = MOST) -> dict[str, Trails]:
    """A run's lines by measure, smoothed over all steps and only then thinned; {} before its start."""
    start = history.start
    if start is None:
        return {}
    stride = int(history.steps[1] - history.steps[0]) if len(history.steps) > 1 else 1
    each = max(start.steps_per_epoch, 1)

    def line(steps: NDArray[np.int64], y: Floats, stride: int) -> Trail:
        if np.isnan(y).all():  # no validation samples, or nothing yet
            steps, y = steps[:0], y[:0]
        y = smooth(y, weight(smoothing, stride))
        kept = thin(y, points)
        seconds = clock.at(steps[kept]).astype(np.float32)
        return Trail(steps[kept].astype(np.float32), seconds, y[kept], each)

    ends = history.epochs * each
    return {
        measure: Trails(line(history.steps, y, stride), line(ends, val_y, each))
        for measure, y, val_y in (
            ("loss", history.loss, history.val_loss),
            (start.metric, history.metric, history.val_metric),
        )
    }


def select(runs: Sequence[tuple[str, Look, Mapping[str, Trails]]], choice: Choice, part: Part = "both") -> Curves:
    """The lines of `runs`, each (name, look, trails): those of training, and over them one strong line a run, which is
    validation unless `part` or the run has none of it. Runs without the measure are left out.
    """
    thin_ones, strong = [], []
    for name, look, found in runs:
        if choice.measure not in found:
            continue
        training, validation = (
            Line(name, kind, trail.x(choice.along), trail.y, look, kind == "validation")
            for kind, trail in zip(("training", "validation"), found[choice.measure], strict=True)
        )
        if part == "training" or not validation.y.size:
            strong += [training._replace(is_strong=True)] if training.y.size else []
            continue
        strong.append(validation)
        if part == "both" and training.y.size:
            thin_ones.append(training)
    return Curves(choice, (*thin_ones, *strong))


def draw(found: Curves, *, log: bool = False, dark: bool = False) -> dict[str, Any]:
    """A plotly figure without a legend: on a phone that would take the picture's place."""
    names = list(dict.fromkeys(line.name for line in found.lines))
    few = len(names) <= FEW
    strokes = dict(zip(names, _widths(len(names)), strict=True))
    data = []
    for line in found.lines:
        part = "validation" if line.is_strong else "training"  # how it looks; what it is, its hover says
        trace = curves.trace(line.look, escape(line.name), part, strokes[line.name], dark=dark)
        if line.is_strong and line.part == "training":
            trace |= {"mode": "lines", "line": trace["line"] | {"width": 2}}
        elif line.is_strong and not few:
            trace["marker"] |= {"maxdisplayed": 5}
        trace["hovertemplate"] = "%{y:.4g} at %{x:.4~g}<extra>" + f"{escape(line.name)}, {line.part}</extra>"
        data.append(trace | {"x": packed(line.x), "y": packed(line.y), "showlegend": False})
    layout = curves.layout(curves.NAMES[found.choice.measure], found.choice.along, log=log)
    return {"data": data, "layout": layout | {"height": 430}}


def _widths(count: int) -> list[float]:
    """In pixels; of a few curves falling, so that of two that are equal each shows."""
    step = min(2.0, 3 / max(count - 1, 1))
    return [2.5 + step * (count - 1 - place) for place in range(count)] if count <= FEW else [1.8] * count


def packed(values: NDArray[Any]) -> dict[str, str]:
    """Numbers as plotly.js reads typed arrays: a fifth of what they take as text, and NaN is a gap."""
    return {"dtype": "f4", "bdata": encode(values)}
