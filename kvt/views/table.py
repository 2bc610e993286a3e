"""The race as a compact table: one row a route, every figure from this run."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from kvt.claims import Outcome
from kvt.claims.difference import loss_difference, weight_difference
from kvt.claims.lines import training_lines
from kvt.claims.outcome import reference
from kvt.claims.words import duration, memory, rate
from kvt.views.owners import WAYS, colored, plain

COLUMNS = (
    "Run",
    "Steps/s",
    "First call",
    "Training",
    "Losses apart",
    "Weights apart",
    "Lines",
    "Memory",
    "Validation loss",
)
METRICS = {"accuracy": "Accuracy", "mae": "Mean absolute error"}
NONE = "–"


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """One row of text a route, in the order of COLUMNS, and the metric; '–' where a figure is not there."""
    first = reference(outcomes)
    return [_row(outcome, first) for outcome in outcomes]


def draw_table(outcomes: Sequence[Outcome]) -> None:
    """Markdown, not a data frame: pandas would double the memory of the web process for seven rows."""
    header = (*COLUMNS, METRICS[outcomes[0].spec.metric])
    lines = ["| " + " | ".join(header) + " |", "|:--" + "|--:" * (len(header) - 1) + "|"]
    for outcome, (route, *cells) in zip(outcomes, rows(outcomes), strict=True):
        name = f"{colored('■', WAYS[outcome.spec.route.way])} {plain(route)}"
        lines.append("| " + " | ".join([name, *map(plain, cells)]) + " |")
    st.markdown("\n".join(lines))
    st.caption(
        "Steps/s in steady state, the first call (tracing, compiling) apart. Losses and weights: largest gap to the "
        "reference. Lines: of the training section. Memory: private to the process, at its peak."
    )


def _row(outcome: Outcome, first: Outcome | None) -> tuple[str, ...]:
    history = outcome.history
    end = history.end
    is_first = outcome is first
    losses = None if first is None or is_first else loss_difference(first.history, history)
    weights = None if first is None or is_first else weight_difference(first, outcome)
    wait = history.first_call_seconds
    return (
        outcome.title,
        rate(outcome.speed) if outcome.speed else NONE,
        duration(wait) if wait is not None else NONE,
        duration(end.training_seconds) if end else NONE,
        "reference" if is_first else _gap(losses),
        "reference" if is_first else _gap(weights),
        str(training_lines(outcome.script)),
        memory(outcome.peak_memory) if outcome.peak_memory else NONE,
        _last(history.val_loss),
        _last(history.val_metric),
    )


def _gap(difference: float | None) -> str:
    """'0', '1.3e-7', '0.37', '17'."""
    if difference is None or difference == 0:
        return NONE if difference is None else "0"
    return f"{difference:.2g}" if difference >= 1e-3 else f"{difference:.1e}".replace("e-0", "e-")


def _last(values: np.ndarray) -> str:
    return f"{values[-1]:.4f}" if values.size and not np.isnan(values[-1]) else NONE
