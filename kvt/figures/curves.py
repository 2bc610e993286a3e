"""Loss or metric over steps: training as a thin line, validation at each epoch's end as a strong one."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kvt.figures import palette
from kvt.figures.palette import Look
from kvt.figures.thin import thin
from kvt.runs.history import History

Part = Literal["training", "validation"]
Measure = Literal["loss", "metric"]
Unit = Literal["steps", "epochs"]

NAMES = {"loss": "loss", "accuracy": "accuracy", "mae": "mean absolute error"}


class Line(NamedTuple):
    """`x` and `y` [n]; without validation samples the epochs have the training's means."""

    route: str
    title: str
    part: Part
    x: NDArray[Any]
    y: NDArray[Any]


class Curves(NamedTuple):
    measure: str  # a key of NAMES
    unit: Unit
    lines: tuple[Line, ...]


def select(runs: Sequence[tuple[str, str, History]], measure: Measure = "loss", unit: Unit = "steps") -> Curves:
    """The lines of `runs`, each (route kind, title, history): training lines, then the validation lines over them."""
    metric = next((history.start.metric for _, _, history in runs if history.start), "accuracy")
    training = [_training(*run, measure, unit) for run in runs]
    validation = [_validation(*run, measure, unit) for run in runs]
    return Curves("loss" if measure == "loss" else metric, unit, (*training, *validation))


def draw(curves: Curves, *, log: bool = False, dark: bool = False) -> dict[str, Any]:
    """A plotly figure."""
    racers = [line for line in curves.lines if line.part == "validation"]
    strokes = dict(zip((line.title for line in racers), palette.widths(len(racers)), strict=True))
    looks = dict(zip(strokes, palette.looks([line.route for line in racers]), strict=True))
    data = [
        trace(looks[line.title], line.title, line.part, strokes[line.title], dark=dark)
        | {"x": line.x, "y": line.y, "showlegend": line.part == "validation"}
        for line in curves.lines
    ]
    return {"data": data, "layout": layout(NAMES[curves.measure], curves.unit, log=log)}


def trace(look: Look, title: str, part: Part, width: float, *, dark: bool = False) -> dict[str, Any]:
    """How a line looks, without its values. `width` in pixels is the validation line's."""
    line = {"color": look.color(dark), "dash": look.dash, "width": width}
    shared = {"type": "scatter", "name": title, "legendgroup": title}
    hover = "%{y:.4g} at %{x:.4~g}<extra>" + title + ", " + part + "</extra>"
    if part == "training":
        thin_line = line | {"width": 1.5, "dash": "solid"}
        return shared | {"mode": "lines", "line": thin_line, "opacity": 0.35, "hovertemplate": hover}
    marker = {"symbol": look.symbol, "size": width + 5, "color": look.color(dark), "maxdisplayed": 14}
    return shared | {"mode": "lines+markers", "line": line, "marker": marker, "hovertemplate": hover}


def layout(measure: str, unit: str, *, log: bool = False) -> dict[str, Any]:
    """The axes. `unit` names the horizontal one: "steps", "epochs" or "seconds"."""
    axis = {"showline": True, "zeroline": False, "ticks": "outside"}
    scale = palette.LOG if log else {"type": "linear"}
    return palette.layout(
        xaxis=axis | {"title": {"text": unit}, "rangemode": "tozero"},
        # A loss that overflows has labels of many digits, and the title keeps its distance from them.
        yaxis=axis
        | scale
        | {"title": {"text": measure, "standoff": 8}, "automargin": True, "rangemode": "nonnegative"},
        hovermode="closest",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )


def _training(route: str, title: str, history: History, measure: Measure, unit: Unit) -> Line:
    y = history.loss if measure == "loss" else history.metric
    kept = thin(y)
    return Line(route, title, "training", _along(history, history.steps[kept], unit), y[kept])


def _validation(route: str, title: str, history: History, measure: Measure, unit: Unit) -> Line:
    validated = history.val_loss if measure == "loss" else history.val_metric
    if validated.size and np.isnan(validated).all():
        validated = history.epoch_loss if measure == "loss" else history.epoch_metric
    each = history.start.steps_per_epoch if history.start else 1
    return Line(route, title, "validation", _along(history, history.epochs * each, unit), validated)


def _along(history: History, steps: NDArray[np.int64], unit: Unit) -> NDArray[Any]:
    return steps / history.start.steps_per_epoch if unit == "epochs" and history.start else steps
