"""One setting against one figure: a dot a run, in its own colour and marker."""

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.palette import Look
from kvt.figures.sweep_looks import Field

SPREAD = 0.3  # of the way to the next choice: runs of one choice shall not hide each other


class Dot(NamedTuple):
    name: str
    look: Look
    x: float
    y: float


class Scatter(NamedTuple):
    field: Field
    what: str
    dots: tuple[Dot, ...]


def select(
    runs: Sequence[tuple[str, Look]], field: Field, values: Sequence[Any], what: str, figures: Sequence[float | None]
) -> Scatter:
    """The dots of `runs`, each (name, look), by `values` [runs] and `figures` [runs]; those without are left out."""
    places = [None if value is None else field.place(value) for value in values]
    alike: dict[float | None, int] = {}
    dots = []
    for (name, look), place, figure in zip(runs, places, figures, strict=True):
        number = alike[place] = alike.get(place, -1) + 1
        if place is None or figure is None:
            continue
        beside = SPREAD * (2 * ((number * 0.618) % 1) - 1) * bool(number) if field.choices else 0.0
        dots.append(Dot(name, look, place + beside, figure))
    return Scatter(field, what, tuple(dots))


def draw(found: Scatter, *, log: bool = False, dark: bool = False) -> dict[str, Any]:
    """A plotly figure."""
    data = [
        {
            "type": "scatter", "mode": "markers", "x": [dot.x], "y": [dot.y], "name": escape(dot.name),
            "marker": {"color": dot.look.color(dark), "symbol": dot.look.symbol, "size": 12},
            "hovertemplate": "%{y:.4g}<extra>" + escape(dot.name) + "</extra>",
        }
        for dot in found.dots
    ]  # fmt: skip
    scale = palette.LOG if log else {}
    y = {"title": {"text": found.what, "standoff": 8}, "zeroline": False, "automargin": True} | scale
    x = found.field.axis([dot.x for dot in found.dots]) | (
        {"ticktext": list(found.field.choices)} if found.field.choices else {}
    )
    layout = palette.layout(xaxis=x, yaxis=y, hovermode="closest", showlegend=False, height=360)
    return {"data": data, "layout": layout}
