"""Two fields against each other: where the trials were, and what they came to as colour."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.sweep_looks import Field, coloring, hover
from kvt.runs.trial import Trial


class Pair(NamedTuple):
    """Trials with both fields; `x` and `y` [n] are their places."""

    what: str
    across: Field
    up: Field
    trials: tuple[Trial, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]


def select(trials: Sequence[Trial], across: Field, up: Field, what: str) -> Pair:
    """Completed trials that have both fields."""
    kept = [
        (trial, across.place(trial.values.get(across.path)), up.place(trial.values.get(up.path)))
        for trial in trials
        if trial.state == "completed" and trial.value is not None
    ]
    kept = [(trial, x, y) for trial, x, y in kept if x is not None and y is not None]
    return Pair(
        what, across, up, tuple(trial for trial, *_ in kept), tuple(x for _, x, _ in kept), tuple(y for *_, y in kept)
    )


def draw(pair: Pair, *, larger: bool = False, dark: bool = False) -> dict[str, Any]:
    """A plotly figure. Dots alone: between trials nothing was measured, so nothing is painted there."""
    values = [trial.value or 0.0 for trial in pair.trials]
    if not values:
        return {"data": [], "layout": palette.layout(xaxis=pair.across.axis(), yaxis=pair.up.axis())}
    scale, low, high = coloring(values, larger=larger, dark=dark)
    bar = {"title": {"text": pair.what, "side": "right"}, "thickness": 14}
    marker = {
        "size": 17, "color": values, "colorscale": scale, "cmin": low, "cmax": high, "colorbar": bar,
        "line": {"width": 1, "color": "#8c8c8c"},
    }  # fmt: skip
    dots = {
        "type": "scatter", "mode": "markers", "x": pair.x, "y": pair.y, "marker": marker,
        "customdata": [trial.number for trial in pair.trials], "hovertemplate": "%{text}<extra></extra>",
        "text": [hover(trial, pair.what) for trial in pair.trials], "showlegend": False,
    }  # fmt: skip
    return {
        "data": [dots],
        "layout": palette.layout(xaxis=pair.across.axis(pair.x), yaxis=pair.up.axis(pair.y), hovermode="closest"),
    }
