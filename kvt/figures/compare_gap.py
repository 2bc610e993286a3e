"""How far two runs are apart, step by step: the absolute difference of their losses on a logarithmic axis."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kvt.figures import palette
from kvt.figures.compare_curves import packed
from kvt.figures.sweep_looks import INK
from kvt.figures.thin import thin


class Gap(NamedTuple):
    """`x` steps and `y` gaps [n], float32, NaN where the two are equal to the last bit.

    `largest` over all `steps` that both know; `equal` of them are the same to the last bit; `parts` is the first step
    that is further apart than `rounding`, None if none is.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    steps: int
    equal: int
    largest: float
    parts: int | None
    rounding: float


def select(steps: NDArray[np.int64], gaps: NDArray[np.float64], rounding: float) -> Gap | None:
    """The picture of `gaps` [n] at `steps` [n]; None where there is no step to compare."""
    if not len(gaps):
        return None
    apart = np.flatnonzero(gaps > rounding)
    shown = np.where(gaps > 0, gaps, np.nan).astype(np.float32)
    kept = thin(shown)
    parts = int(steps[apart[0]]) if apart.size else None
    equal = int(np.count_nonzero(gaps == 0))
    return Gap(steps[kept].astype(np.float32), shown[kept], len(gaps), equal, float(gaps.max()), parts, rounding)


def draw(gap: Gap, *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: the gap, and a dashed line where rounding ends."""
    # Dots: a gap between two equal steps is a step of its own, which a line would not show.
    marker = {"color": INK[dark], "size": 5}
    hover = "%{y:.2g} at step %{x}<extra></extra>"
    line = {
        "type": "scatter", "mode": "markers", "x": packed(gap.x), "y": packed(gap.y), "marker": marker,
        "hovertemplate": hover,
    }  # fmt: skip
    edge = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": gap.rounding, "y1": gap.rounding}
    note = {
        "xref": "paper", "x": 0, "xanchor": "left", "y": float(np.log10(gap.rounding)), "yanchor": "bottom",
        "text": "above: more than rounding", "showarrow": False, "font": {"size": 13},
    }  # fmt: skip
    low, high = _decades(gap)
    axis = {"showline": True, "zeroline": False, "ticks": "outside", "automargin": True}
    return {
        "data": [line],
        "layout": palette.layout(
            height=340,
            showlegend=False,
            xaxis=axis | {"title": {"text": "steps"}, "rangemode": "tozero"},
            yaxis=axis
            | {
                "type": "log",
                "title": {"text": "losses apart", "standoff": 8},
                "exponentformat": "power",
                "dtick": max(1, round((high - low) / 8)),
                "range": [low, high],
            },
            shapes=[edge | {"line": {"dash": "dash", "width": 1.5, "color": INK[dark]}}],
            annotations=[note],
        ),
    }


def _decades(gap: Gap) -> tuple[float, float]:
    """From below the least gap to above the largest, with the edge of rounding inside."""
    known = gap.y[np.isfinite(gap.y)]
    values = [gap.rounding, *([float(known.min()), float(known.max())] if known.size else [])]
    return float(np.floor(np.log10(min(values)) - 0.2)), float(np.ceil(np.log10(max(values)) + 0.4))
