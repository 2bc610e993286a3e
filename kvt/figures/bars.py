"""How fast each route of a race was: steady steps a second on a log axis, and apart from it the first call."""

from collections.abc import Sequence
from math import floor, log10
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.runs.history import History


class Speed(NamedTuple):
    """`steady` in steps/s without the first call, `first_call` in seconds; None where it was not measured."""

    route: str
    title: str
    steady: float | None
    first_call: float | None


def select(runs: Sequence[tuple[str, str, History]]) -> tuple[Speed, ...]:
    """One speed a run, each (route kind, title, history), in their order; runs without any are left out."""
    speeds = (
        Speed(route, title, history.steady_steps_per_second, history.first_call_seconds)
        for route, title, history in runs
    )
    return tuple(speed for speed in speeds if speed.steady is not None or speed.first_call is not None)


def draw(speeds: Sequence[Speed], *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: two panels of bars with one row a route, the first on top."""
    titles = [speed.title for speed in speeds]
    colors = [look.color(dark) for look in palette.looks([speed.route for speed in speeds])]
    steady, first_call = [speed.steady for speed in speeds], [speed.first_call for speed in speeds]
    shared = {"type": "bar", "orientation": "h", "y": titles, "cliponaxis": False, "hoverinfo": "skip"}
    shared |= {"textposition": "outside", "textfont": {"size": 15}, "marker": {"color": colors}}
    data = [
        shared | {"x": steady, "text": [_number(value) for value in steady]},
        # Paler: another thing is measured here, seconds, where less is better.
        shared | {"x": first_call, "text": [_seconds(value) for value in first_call], "xaxis": "x2", "opacity": 0.55},
    ]
    axis = {"showgrid": True, "zeroline": False, "fixedrange": True}
    return {
        "data": data,
        "layout": palette.layout(
            height=90 + 44 * len(speeds),
            showlegend=False,
            bargap=0.35,
            margin={"l": 8, "r": 24, "t": 8, "b": 52},
            yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True},
            xaxis=axis
            | {"type": "log", "domain": [0, 0.6], "title": {"text": "steps a second (log)"}}
            | _decades(steady),
            xaxis2=axis | {"domain": [0.7, 1], "title": {"text": "first call, s"}} | _room(first_call),
        ),
    }


def _decades(values: Sequence[float | None]) -> dict[str, Any]:
    """A log range from the decade below the least bar to room for the text of the greatest."""
    known = [log10(value) for value in values if value]
    if not known:
        return {}
    low, high = floor(min(known)), max(known)
    return {"range": [low, high + 0.25 * (high - low)], "dtick": 1}


def _room(values: Sequence[float | None]) -> dict[str, Any]:
    known = [value for value in values if value is not None]
    return {"range": [0, max(known) * 1.35]} if known else {}


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}".replace(",", "\u202f") if value >= 10 else f"{value:.2g}"


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.2g} s" if value < 10 else f"{value:.0f} s"
