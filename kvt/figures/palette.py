"""Who is who in every figure: colour says whose way it is, dash and marker say the route again without colour.

The colours are Okabe and Ito's (jfly.uni-koeln.de/color), which colour-blind people tell apart; on a dark ground the
same hues are lighter.
"""

from collections.abc import Sequence
from itertools import cycle
from typing import Any, NamedTuple

KERAS, TENSORFLOW, EPOCH_GRAPH = ("#D55E00", "#FF8A3D"), ("#0072B2", "#4AA8E8"), ("#56B4E9", "#A5DBFF")

# Classes of data, apart from the colours of the ways: green, purple, orange, yellow, grey, brown, black, mauve.
CLASSES = ("#009E73", "#CC79A7", "#E69F00", "#F0E442", "#8C8C8C", "#8C564B", "#404040", "#9467BD")
CLASS_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross", "x", "star", "hexagon")


class Look(NamedTuple):
    """`colors` on a light and on a dark ground; `dash` and `symbol` by plotly's names."""

    colors: tuple[str, str]
    dash: str
    symbol: str

    def color(self, dark: bool = False) -> str:
        return self.colors[dark]


LOOKS: dict[str, Look] = {
    "keras_fit": Look(KERAS, "solid", "circle"),
    "keras_train_step": Look(KERAS, "dash", "square"),
    "tape_eager": Look(TENSORFLOW, "dot", "diamond"),
    "tape_graph": Look(TENSORFLOW, "solid", "triangle-up"),
    "module_graph": Look(TENSORFLOW, "dashdot", "x"),
    "epoch_graph": Look(EPOCH_GRAPH, "longdash", "triangle-down"),
    "epoch_graph_xla": Look(EPOCH_GRAPH, "longdashdot", "star"),
}

# Racers on one and the same route differ by a value: the first looks as its route does, the others have looks of their
# own, in none of the ways' colours.
TWINS = (
    Look(("#404040", "#D8D8D8"), "dash", "square"),
    Look(("#C49A00", "#F0E442"), "dot", "diamond"),
    Look(("#7B4FA3", "#C7A6EC"), "dashdot", "triangle-up"),
    Look(("#8C8C8C", "#9A9A9A"), "longdash", "x"),
    Look(("#7A3B2E", "#D09A8C"), "longdashdot", "star"),
)

STRANGER = Look(("#6B6B6B", "#A8A8A8"), "dot", "circle-open")


def look(route: str) -> Look:
    """How a route of this kind is drawn; grey where nobody has given it a look."""
    return LOOKS.get(route, STRANGER)


def looks(routes: Sequence[str]) -> list[Look]:
    """One look a racer: a route's own for its first racer, those of TWINS for the others, beginning anew after five."""
    found = []
    seen: set[str] = set()
    twins = cycle(TWINS)
    for route in routes:
        found.append(next(twins) if route in seen else look(route))
        seen.add(route)
    return found


def widths(count: int) -> list[float]:
    """Line widths in pixels, falling: of curves that lie on each other, each still shows beside the one above it."""
    step = min(2.0, 6 / max(count - 1, 1))
    return [3 + step * (count - 1 - index) for index in range(count)]


# A logarithmic axis with labels at 1, 2 and 5, each written out: plotly's own are lone small digits in between.
LOG: dict[str, Any] = {"type": "log", "dtick": "D2", "tickformat": "~g"}


def layout(**changes: Any) -> dict[str, Any]:
    """What all figures share: no ground of their own, letters for the back of a room, thin margins."""
    return {
        "font": {"size": 15},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 64, "r": 12, "t": 12, "b": 48},
        "hoverlabel": {"font": {"size": 15}, "namelength": -1},
    } | changes
