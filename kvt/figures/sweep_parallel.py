"""All searched fields at once: an axis each and one for the metric, and a line a trial, the best ones strongest."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.sweep_looks import Field, coloring, shown
from kvt.runs.trial import Trial


class Axis(NamedTuple):
    """`values` [trials] as they stand on the axis; a logarithmic one has their exponents of ten."""

    label: str
    values: tuple[float, ...]
    ticks: tuple[tuple[float, str], ...] = ()


class Parallel(NamedTuple):
    what: str
    trials: tuple[Trial, ...]
    axes: tuple[Axis, ...]


def select(trials: Sequence[Trial], fields: Sequence[Field], what: str) -> Parallel:
    """Completed trials that have every field that most of them have; a field that few have gets no axis."""
    done = [trial for trial in trials if trial.state == "completed" and trial.value is not None]
    shared = [field for field in fields if sum(field.path in trial.values for trial in done) * 2 > len(done)]
    done = [trial for trial in done if all(field.path in trial.values for field in shared)]
    axes = [_axis(field, [trial.values[field.path] for trial in done]) for field in shared]
    return Parallel(what, tuple(done), (*axes, Axis(what, tuple(trial.value or 0.0 for trial in done))))


def draw(parallel: Parallel, *, larger: bool = False, dark: bool = False) -> dict[str, Any]:
    """A plotly figure; {} data before the first trial. A part of an axis can be brushed."""
    if not parallel.trials:
        return {"data": [], "layout": palette.layout()}
    scale, low, high = coloring(parallel.axes[-1].values, larger=larger, dark=dark)
    dimensions = [
        {"label": axis.label, "values": axis.values}
        | (
            {"tickvals": [at for at, _ in axis.ticks], "ticktext": [text for _, text in axis.ticks]}
            if axis.ticks
            else {}
        )
        for axis in parallel.axes
    ]
    line = {"color": parallel.axes[-1].values, "colorscale": scale, "cmin": low, "cmax": high}
    margin = {"l": 70, "r": 70, "t": 60, "b": 30}
    return {
        "data": [{"type": "parcoords", "dimensions": dimensions, "line": line, "labelangle": 0}],
        "layout": palette.layout(margin=margin),
    }


def _axis(field: Field, values: Sequence[Any]) -> Axis:
    if field.choices:
        ticks = tuple((float(place), shown(choice)) for place, choice in enumerate(field.choices))
        return Axis(field.label, tuple(field.place(value) or 0.0 for value in values), ticks)
    if not field.log or not values:
        return Axis(field.label, tuple(float(value) for value in values))
    exponents = tuple(math.log10(value) for value in values)
    low, high = min(exponents), max(exponents)
    marks = [low + (high - low) * step / 4 for step in range(5)] if high > low else [low]
    return Axis(field.label, exponents, tuple((mark, f"{10**mark:.2g}") for mark in marks))
