"""All settings that differ and all figures at once: an axis each, and a line a run.

Up to eight lines have their runs' own colours. Of more no eye follows each, and colour says what they came to: the best
are lightest, as in a sweep.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.compare_looks import FEW
from kvt.figures.palette import Look
from kvt.figures.sweep_looks import Field, coloring, shown
from kvt.runs.ends import Measure

TICKS = 8  # values that are written beside one axis


class Axis(NamedTuple):
    """`values` [runs] as they stand on the axis, with `ticks` where those are not the values themselves."""

    label: str
    values: tuple[float, ...]
    ticks: tuple[tuple[float, str], ...] = ()


class Parallel(NamedTuple):
    """`larger` says whether more of the last axis is better."""

    looks: tuple[Look, ...]
    axes: tuple[Axis, ...]
    larger: bool = False


def select(
    looks: Sequence[Look],
    fields: Sequence[tuple[Field, Sequence[Any]]],
    measures: Sequence[tuple[Measure, Sequence[float | None]]],
) -> Parallel:
    """Each field and each measure with its values [runs]; the first measure comes last, since it colours the lines.

    Runs without a value have no line, and what fewer than half of the runs have gets no axis.
    """
    places = [(field, [None if value is None else field.place(value) for value in values]) for field, values in fields]
    kept = [(field, values) for field, values in places if _known(values) * 2 > len(looks)]
    ends = [(measure, list(values)) for measure, values in reversed(measures) if _known(values) * 2 > len(looks)]
    columns = [values for _, values in [*kept, *ends]]
    whole = [run for run in range(len(looks)) if all(values[run] is not None for values in columns)]
    axes = [_axis(field, [values[run] for run in whole]) for field, values in kept]
    axes += [Axis(measure.words, tuple(values[run] for run in whole)) for measure, values in ends]
    larger = bool(ends and ends[-1][0].larger)
    return Parallel(tuple(looks[run] for run in whole), tuple(axes) if whole else (), larger)


def draw(parallel: Parallel, *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure; {} data without a line. A part of an axis can be brushed."""
    if not parallel.axes:
        return {"data": [], "layout": palette.layout()}
    dimensions = [{"label": axis.label, "values": list(axis.values)} | _ticks(axis) for axis in parallel.axes]
    margin = {"l": 70, "r": 70, "t": 60, "b": 30}
    trace = {"type": "parcoords", "dimensions": dimensions, "line": _line(parallel, dark), "labelangle": 0}
    return {"data": [trace], "layout": palette.layout(margin=margin, height=380)}


def _line(parallel: Parallel, dark: bool) -> dict[str, Any]:
    count = len(parallel.looks)
    if count > FEW:
        scale, low, high = coloring(parallel.axes[-1].values, larger=parallel.larger, dark=dark)
        return {"color": list(parallel.axes[-1].values), "colorscale": scale, "cmin": low, "cmax": high}
    # A scale of steps: each run's number has the run's own colour.
    colors = [look.color(dark) for look in parallel.looks]
    scale = [[(place + side) / count, color] for place, color in enumerate(colors) for side in (0, 1)]
    return {"color": [place + 0.5 for place in range(count)], "colorscale": scale, "cmin": 0, "cmax": count}


def _axis(field: Field, values: Sequence[float]) -> Axis:
    if field.choices:
        return Axis(field.label, tuple(values), tuple(enumerate(field.choices)))
    if field.log and min(values) > 0:
        exponents = tuple(math.log10(value) for value in values)
        told = sorted(set(values))
        if len(told) > TICKS:
            told = [10.0**decade for decade in range(math.ceil(min(exponents)), math.floor(max(exponents)) + 1)]
        return Axis(field.label, exponents, tuple((math.log10(value), shown(value)) for value in told))
    return Axis(field.label, tuple(values))


def _ticks(axis: Axis) -> dict[str, Any]:
    return (
        {"tickvals": [at for at, _ in axis.ticks], "ticktext": [text for _, text in axis.ticks]} if axis.ticks else {}
    )


def _known(values: Sequence[float | None]) -> int:
    return sum(value is not None for value in values)
