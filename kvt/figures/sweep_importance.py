"""Which field matters: each one's share in what tells the better trials from the others."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.sweep_looks import MARKS, Field


class Share(NamedTuple):
    label: str
    share: float


def select(importance: Mapping[str, float], fields: Sequence[Field]) -> tuple[Share, ...]:
    """The fields of which a share is known, the greatest first."""
    shares = [Share(field.label, importance[field.path]) for field in fields if field.path in importance]
    return tuple(sorted(shares, key=lambda share: -share.share))


def draw(shares: Sequence[Share], *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: a bar a field."""
    bar = {
        "type": "bar", "orientation": "h", "y": [share.label for share in shares],
        "x": [share.share for share in shares], "text": [f"{share.share:.0%}" for share in shares],
        "textposition": "outside", "cliponaxis": False, "textfont": {"size": 15}, "hoverinfo": "skip",
        "marker": {"color": MARKS["completed"].colors[dark]},
    }  # fmt: skip
    return {
        "data": [bar],
        "layout": palette.layout(
            xaxis={"title": {"text": "share"}, "range": [0, 1.12], "tickformat": ".0%", "zeroline": False},
            yaxis={"autorange": "reversed", "automargin": True, "ticksuffix": "  "},
            height=120 + 48 * len(shares),
            bargap=0.35,
            showlegend=False,
        ),
    }
