"""A sweep, trial by trial: what each came to, and the best so far as a line that steps down or up."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.sweep_looks import MARKS, NAMES, hover, ink
from kvt.runs.trial import Trial

FEW = 12  # trials up to which each has a number on the axis: there is no half of one


class Course(NamedTuple):
    """`dots` are the trials with a value, by state; `ranks` of failed ones have none. `best` is (number, value)."""

    what: str
    dots: dict[str, tuple[Trial, ...]]
    lost: tuple[Trial, ...]
    best: tuple[tuple[int, float], ...]


def select(trials: Sequence[Trial], what: str, *, larger: bool = False) -> Course:
    """`what` is compared; `larger` says that more of it is better."""
    dots = {
        state: tuple(trial for trial in trials if trial.state == state and _known(trial))
        for state in ("completed", "pruned")
    }
    lost = tuple(trial for trial in trials if trial.state == "failed")
    best: list[tuple[int, float]] = []
    for trial in dots["completed"]:
        value = trial.value or 0.0
        better = not best or (value > best[-1][1] if larger else value < best[-1][1])
        best.append((trial.number, value if better else best[-1][1]))
    if best and trials[-1].number > best[-1][0]:
        best.append((trials[-1].number, best[-1][1]))
    return Course(what, dots, lost, tuple(best))


def draw(course: Course, *, dark: bool = False, log: bool = False) -> dict[str, Any]:
    """A plotly figure. Each dot's `customdata` is its trial's number."""
    line = {
        "type": "scatter", "mode": "lines", "name": "best so far", "hoverinfo": "skip",
        "x": [number for number, _ in course.best], "y": [value for _, value in course.best],
        "line": {"shape": "hv", "width": 3, "color": ink(dark)},
    }  # fmt: skip
    data = [line]
    for state, trials in course.dots.items():
        data.append(_dots(trials, course.what, state, dark) | {"y": [trial.value for trial in trials]})
    if course.lost:
        # They have no value: at the foot of the figure, whatever its scale.
        foot = {"y": [0.02] * len(course.lost), "yaxis": "y2"}
        data.append(_dots(course.lost, course.what, "failed", dark) | foot)
    scale = palette.LOG if log else {}
    last = max((number for number, _ in course.best), default=0)
    layout = palette.layout(
        xaxis={"title": {"text": "trial"}, "zeroline": False} | ({"dtick": 1} if last <= FEW else {}),
        yaxis={"title": {"text": course.what, "standoff": 8}, "zeroline": False, "automargin": True}
        | {"rangemode": "nonnegative"}
        | scale,
        yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        hovermode="closest",
    )
    return {"data": data, "layout": layout}


def _dots(trials: Sequence[Trial], what: str, state: str, dark: bool) -> dict[str, Any]:
    numbers = [trial.number for trial in trials]
    return {
        "type": "scatter", "mode": "markers", "name": NAMES[state], "marker": MARKS[state].plotly(dark),
        "x": numbers, "customdata": numbers, "text": [hover(trial, what) for trial in trials],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _known(trial: Trial) -> bool:
    return trial.value is not None and math.isfinite(trial.value)
