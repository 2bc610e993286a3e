"""The curves of many runs in one picture: training thin, validation strong, each run in its own look throughout."""

from collections.abc import Sequence
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
    """One run's lines, float32: `x`, `y` [n] of training, `val_x`, `val_y` [m] of validation; empty where unknown."""

    x: Floats
    y: Floats
    val_x: Floats
    val_y: Floats


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


def trail(history: History, clock: Clock, choice: Choice, points: int = MOST) -> Trail:
    """A run's lines, smoothed over all steps and only then thinned. Runs with another metric have none of it."""
    start = history.start
    if start is None or choice.measure not in ("loss", start.metric):
        return Trail(*(np.empty(0, np.float32),) * 4)
    is_loss = choice.measure == "loss"
    y, val_y = (history.loss, history.val_loss) if is_loss else (history.metric, history.val_metric)
    val_steps = history.epochs * start.steps_per_epoch
    if np.isnan(val_y).all():  # without validation samples
        val_steps, val_y = val_steps[:0], val_y[:0]
    stride = int(history.steps[1] - history.steps[0]) if len(history.steps) > 1 else 1
    y = smooth(y, weight(choice.smoothing, stride))
    val_y = smooth(val_y, weight(choice.smoothing, start.steps_per_epoch))
    kept, val_kept = thin(y, points), thin(val_y, points)
    along = {
        "steps": lambda steps: steps,
        "epochs": lambda steps: steps / max(start.steps_per_epoch, 1),
        "seconds": clock.at,
    }[choice.along]
    return Trail(
        along(history.steps[kept]).astype(np.float32),
        y[kept],
        along(val_steps[val_kept]).astype(np.float32),
        val_y[val_kept],
    )


def select(runs: Sequence[tuple[str, Look, Trail]], choice: Choice, part: Part = "both") -> Curves:
    """The lines of `runs`, each (name, look, trail): training, and over it validation. A run without the one that
    stands out by itself has the other one strong.
    """
    training, validation = [], []
    for name, look, trail in runs:
        if part != "training" and trail.val_y.size:
            validation.append(Line(name, "validation", trail.val_x, trail.val_y, look, True))
        if trail.y.size and (part != "validation" or not trail.val_y.size):
            is_strong = part == "training" or not trail.val_y.size
            training.append(Line(name, "training", trail.x, trail.y, look, is_strong))
    return Curves(choice, (*training, *validation))


def draw(found: Curves, *, log: bool = False, dark: bool = False) -> dict[str, Any]:
    """A plotly figure; with more than a few runs thinner lines, and no legend."""
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
        data.append(trace | {"x": packed(line.x), "y": packed(line.y), "showlegend": few and line.is_strong})
    layout = curves.layout(curves.NAMES[found.choice.measure], found.choice.along, log=log)
    return {"data": data, "layout": layout | {"height": 430}}


def _widths(count: int) -> list[float]:
    """In pixels; of a few curves falling, so that of two that are equal each shows. They need less than on a race's
    page, where all are."""
    step = 3 / max(count, 4)
    return [2.5 + step * (count - 1 - place) for place in range(count)] if count <= FEW else [1.8] * count


def packed(values: NDArray[Any]) -> dict[str, str]:
    """Numbers as plotly.js reads typed arrays: a fifth of what they take as text, and NaN is a gap."""
    return {"dtype": "f4", "bdata": encode(values)}
