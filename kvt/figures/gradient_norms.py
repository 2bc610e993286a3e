"""Gradients layer by layer over the steps: their norms before and after something was done, and how they spread."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.palette import Look

COLORS = (palette.TWINS[2].colors, palette.TWINS[1].colors, palette.TWINS[0].colors)
BEFORE, AFTER = "before", "after"
FLOOR = 1e-6  # what a log axis shows of a norm that is 0
HEIGHT = 330


class Norms(NamedTuple):
    """Norms of one layer's gradient at each step, before and after the operation."""

    layer: str
    look: Look
    before: tuple[float, ...]
    after: tuple[float, ...]


class Loss(NamedTuple):
    """A loss at each step, and how it is drawn."""

    title: str
    look: Look
    losses: tuple[float, ...]


class Spread(NamedTuple):
    """`counts` [bins][steps]: how many of one layer's gradient's numbers lie in each bin; `exponents` [bins] of ten."""

    layer: str
    exponents: tuple[float, ...]
    counts: tuple[tuple[int, ...], ...]


def select(layers: Sequence[str], run: Mapping[str, Any]) -> list[Norms]:
    return [
        Norms(
            layer,
            Look(COLORS[place % len(COLORS)], "solid", "circle"),
            tuple(step[place] for step in run["before"]),
            tuple(step[place] for step in run["after"]),
        )
        for place, layer in enumerate(layers)
    ]


def select_spread(facts: Mapping[str, Any], run: Mapping[str, Any], when: str) -> list[Spread]:
    """One a layer. `facts` say which layers there are, and where the bins begin and end; `when` is BEFORE or AFTER."""
    steps = run[f"spread_{when}"]
    width = (facts["high"] - facts["low"]) / facts["bins"]
    exponents = tuple(facts["low"] + (place + 0.5) * width for place in range(facts["bins"]))
    return [
        Spread(layer, exponents, tuple(zip(*(step[place] for step in steps), strict=True)))
        for place, layer in enumerate(facts["layers"])
    ]


def draw(norms: Sequence[Norms], *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: thin and dotted before, strong after."""
    data = []
    for one in norms:
        for when, values in ((BEFORE, one.before), (AFTER, one.after)):
            line = {"color": one.look.color(dark), "dash": "dot" if when == BEFORE else "solid"}
            data.append(
                _line([max(value, FLOOR) for value in values], f"{one.layer}, {when}")
                | {"line": line | {"width": 2 if when == BEFORE else 4}, "showlegend": when == AFTER}
            )
    return {"data": data, "layout": _layout("norm of the gradient", log=True)}


def draw_losses(losses: Sequence[Loss], *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: curves that lie on each other still show, the first being the widest."""
    widths = palette.widths(len(losses))
    data = [
        _line(loss.losses, loss.title)
        | {"line": {"color": loss.look.color(dark), "dash": loss.look.dash, "width": width}}
        for loss, width in zip(losses, widths, strict=True)
    ]
    return {"data": data, "layout": _layout("loss", log=False)}


def draw_spread(spread: Spread, *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: steps to the right, sizes upwards; the stronger the colour, the more (its root)."""
    ink = COLORS[0][dark]
    return {
        "data": [
            {
                "type": "heatmap",
                "x": list(range(1, len(spread.counts[0]) + 1)) if spread.counts else [],
                "y": list(spread.exponents),
                "z": [[sqrt(count) for count in row] for row in spread.counts],
                "customdata": [list(row) for row in spread.counts],
                "colorscale": [[0, f"{ink}00"], [1, ink]],  # nothing where there is none
                "showscale": False,
                "hovertemplate": "%{customdata} numbers near 10<sup>%{y:.1f}</sup> at step %{x}<extra></extra>",
            }
        ],
        "layout": _layout("power of ten", log=False) | {"height": 250, "showlegend": False},
    }


def _line(values: Sequence[float], name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(range(1, len(values) + 1)),
        "y": list(values),
        "hovertemplate": "%{y:.3g} at step %{x}<extra>" + name + "</extra>",
    }


def _layout(title: str, *, log: bool) -> dict[str, Any]:
    axis = {"showline": True, "zeroline": False, "ticks": "outside"}
    scale = {"type": "log", "dtick": 1, "exponentformat": "power"} if log else {}
    return palette.layout(
        height=HEIGHT,
        font={"size": 13},
        margin={"l": 56, "r": 8, "t": 8, "b": 42},
        hovermode="closest",
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis=axis | {"title": {"text": "steps"}},
        yaxis=axis | scale | {"title": {"text": title, "standoff": 6}, "automargin": True},
    )
