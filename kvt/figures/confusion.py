"""What held-out samples are, against what they are taken for: right ones in green, wrong ones in purple."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kvt.figures import palette
from kvt.figures.picture import PAPER
from kvt.runs.history import History

RIGHT, WRONG = palette.CLASSES[0], palette.CLASSES[1]
FAINTEST, DEEPEST = 0.3, 0.7  # of the colour: one mistake can be seen, and figures can be read on the deepest
LETTERS = 11  # of a class's name
TRACE = {
    "type": "heatmap",
    "showscale": False,
    "zmin": -1,
    "zmax": 1,
    "xgap": 1,
    "ygap": 1,
    "texttemplate": "%{text}",
    "hovertemplate": "%{text} × %{y}, taken for %{x}<extra></extra>",
}


class Table(NamedTuple):
    """`counts` int [classes, classes]: rows are what samples are, columns what they are taken for.

    `shades` [classes, classes] are shares of a row's samples, above 0 where they are right and below where wrong.
    """

    names: tuple[str, ...]
    counts: NDArray[np.int64]
    shades: NDArray[np.float64]


def select(history: History, names: Sequence[str]) -> Table | None:
    """None before the model has answered."""
    if history.confusion is None:
        return None
    counts = history.confusion.counts
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    sign = np.where(np.eye(len(counts), dtype=bool), 1, -1)
    return Table(tuple(names), counts, sign * shares)


def draw(table: Table, *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure."""
    names = short(table.names)
    text = [[str(count) if count else "" for count in row] for row in table.counts.tolist()]
    data = TRACE | {"x": names, "y": names, "z": table.shades, "text": text, "colorscale": scale(dark)}
    return {"data": [data], "layout": layout()}


def base() -> dict[str, Any]:
    """All of it that does not depend on a run, for who draws in the browser."""
    return {
        "layout": layout(),
        "trace": TRACE,
        "letters": LETTERS,
        "scales": {"light": scale(), "dark": scale(dark=True)},
    }


def short(names: Sequence[str]) -> list[str]:
    """Names for an axis: their first letters where these tell them apart, else numbers."""
    cut = [name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…" for name in names]
    return cut if len(set(cut)) == len(cut) else [str(number) for number in range(len(cut))]


def scale(dark: bool = False) -> list[list[Any]]:
    """From wrong over nothing at all to right."""
    paper = PAPER[dark]
    ends = ((0, WRONG, DEEPEST), (0.5 - 1e-6, WRONG, FAINTEST), (0.5, "", 0), (0.5 + 1e-6, RIGHT, FAINTEST))
    return [[at, _mix(color or paper, paper, share)] for at, color, share in (*ends, (1, RIGHT, DEEPEST))]


def layout() -> dict[str, Any]:
    axis = {"type": "category", "zeroline": False, "showgrid": False, "ticks": "", "fixedrange": True}
    return palette.layout(
        xaxis=axis | {"title": {"text": "taken for", "standoff": 6}, "automargin": True},
        yaxis=axis | {"title": {"text": "is", "standoff": 6}, "automargin": True, "autorange": "reversed"},
        showlegend=False,
        margin={"l": 36, "r": 8, "t": 8, "b": 40},
    )


def _mix(color: str, paper: str, share: float) -> str:
    """`share` of `color` on `paper`, all as #rrggbb."""
    pairs = zip(_channels(color), _channels(paper), strict=True)
    return "#" + "".join(f"{round(share * own + (1 - share) * ground):02x}" for own, ground in pairs)


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]
