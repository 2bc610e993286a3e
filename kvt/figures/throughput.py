"""How many samples a second each input pipeline delivered, beside what the settings alone let one expect."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.timeline import LOOKS

WORDS = 20  # pixels: a line of words


class Rate(NamedTuple):
    """`rate` in samples/s; `note` stands behind the bar."""

    title: str
    way: str
    rate: float
    note: str


class Yardstick(NamedTuple):
    """A line across all bars, at `rate` samples/s."""

    title: str
    rate: float


def draw(rates: Sequence[Rate], yardsticks: Sequence[Yardstick], *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: one bar a pipeline, the first on top, and a dashed line a yardstick."""
    most = max([*(rate.rate for rate in rates), *(yardstick.rate for yardstick in yardsticks)], default=1.0)
    ink = palette.TWINS[0].color(dark)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [rate.title for rate in rates],
                "x": [rate.rate for rate in rates],
                "text": [rate.note for rate in rates],
                "textposition": "auto",
                "insidetextanchor": "end",
                "textfont": {"size": 14},
                "marker": {"color": [LOOKS[rate.way].color(dark) for rate in rates]},
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        ],
        "layout": palette.layout(
            height=62 + WORDS * len(yardsticks) + 30 * len(rates),
            bargap=0.25,
            margin={"l": 8, "r": 24, "t": 14 + WORDS * len(yardsticks), "b": 48},
            xaxis={
                "title": {"text": "samples a second"},
                "range": [0, most * 1.06],
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "tickfont": {"size": 13}},
            shapes=[
                {
                    "type": "line", "xref": "x", "yref": "paper", "x0": yardstick.rate, "x1": yardstick.rate,
                    "layer": "below", "y0": 0, "y1": 1, "line": {"dash": "dash", "width": 2, "color": ink},
                }
                for yardstick in yardsticks
            ],
            annotations=[
                {
                    "text": yardstick.title, "x": yardstick.rate, "y": 1, "xref": "x", "yref": "paper",
                    "xanchor": "right" if yardstick.rate > most / 2 else "left", "yanchor": "bottom",
                    # One below the other: on a phone, or where little can overlap, they would stand on each other.
                    "yshift": WORDS * number, "showarrow": False, "font": {"size": 14},
                }
                for number, yardstick in enumerate(yardsticks)
            ],
        ),
    }  # fmt: skip
