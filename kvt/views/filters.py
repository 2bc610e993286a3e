"""What the first convolution has learned: its filters as images, from the weights that a run has saved."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from kvt.claims import Outcome
from kvt.figures import grid
from kvt.runs.run import Run
from kvt.views import state
from kvt.views.outcomes import outcomes

MOST = 32


def draw_filters(page: str, runs: Sequence[Run]) -> None:
    """Of the run that is chosen; nothing before one has ended with weights."""
    found = {outcome.title: kernels for outcome in outcomes(runs) if (kernels := filters(outcome)) is not None}
    if not found:
        return
    st.header("The filters that were learned", anchor=False)
    key = f"{page}/filters"
    chosen = st.segmented_control(
        "Of which run",
        list(found),
        key=state.tell(key, state.kept(key, list(found))),
        required=True,
        label_visibility="collapsed",
    )
    kernels = found[chosen][:MOST]
    st.caption("Each filter of the first convolution, green above zero, purple below. Equal runs have equal filters.")
    pictures = "".join(grid.draw(kernel.tolist(), f"Filter {place}") for place, kernel in enumerate(kernels, 1))
    st.html(
        f'<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(64px,1fr));gap:14px">{pictures}</div>'
    )
    if len(found[chosen]) > MOST:
        st.caption(f"The first {MOST} of {len(found[chosen])}.")


def filters(outcome: Outcome) -> np.ndarray | None:
    """float32 [filters, height, width], summed over the channels; None where there is no finite convolution."""
    first = outcome.weights[0] if outcome.weights else None
    if first is None or first.ndim != 4 or not np.isfinite(first).all():
        return None
    return np.moveaxis(first.sum(axis=2), -1, 0)
