"""Gradients before and after an operation, layer by layer, and what it does to the loss."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.difference import gap
from kvt.claims.words import equality, listed
from kvt.figures import gradient_norms, palette
from kvt.figures.gradient_norms import AFTER, BEFORE, Loss
from kvt.spec import Spec
from kvt.views import state
from kvt.views.plot import is_dark, plot

Results = Sequence[Mapping[str, Any]]

# The widest first: what lies on it still shows.
WAYS = {
    "untouched": ("left alone", palette.Look(palette.STRANGER.colors, "solid", "circle")),
    "train_step": ("train_step", palette.look("keras_train_step")),
    "loop": ("loop by hand", palette.look("tape_graph")),
    "argument": ("optimizer’s argument", palette.look("keras_fit")),
}


def knobs_shown(spec: Spec) -> tuple[str, ...]:
    """The operation's own strength, and not that of the others."""
    return tuple(name for name in ("operation", spec.topic.strength, "rate", "steps") if name)


def draw_gradients(page: str, results: Results) -> None:
    """Norms beside losses; below them, for who asks, how the sizes spread."""
    runs = {one["way"]: one for one in results if one.get("name") == "run"}
    facts = next((one for one in results if one.get("name") == "layers"), None)
    if facts is None or not runs:
        return
    left, right = st.columns(2, gap="medium")
    measured = runs.get("loop") or runs.get("train_step")
    with left:
        st.markdown("**Norm of the gradient, by layer**: dotted before, strong after")
        if measured:
            norms = gradient_norms.select(facts["layers"], measured)
            plot(gradient_norms.draw(norms, dark=is_dark()), key=f"{page}/norms", alt="Norms of gradients by layer")
    with right:
        st.markdown("**The loss**, beside the training left alone")
        losses = [Loss(*WAYS[way], tuple(run["loss"])) for way, run in runs.items()]
        plot(gradient_norms.draw_losses(losses, dark=is_dark()), key=f"{page}/losses", alt="Loss of each way")
    if sentence := said(runs):
        st.caption(sentence)
    if "spread_before" in runs.get("loop", {}) and st.toggle("How their sizes spread", key=f"{page}/spread"):
        _draw_spreads(page, facts, runs["loop"])


def said(runs: Mapping[str, Mapping[str, Any]]) -> str:
    """How far the ways are apart, "" while there is one alone."""
    others = [way for way in ("train_step", "argument") if way in runs and "loop" in runs]
    gaps = [f"{WAYS[way][0]} {equality(gap(runs[way]['loss'], runs['loop']['loss']))}" for way in others]
    return f"Losses against the loop by hand: {listed(gaps)}." if gaps else ""


def _draw_spreads(page: str, facts: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    options = {BEFORE: "before", AFTER: "after"}
    key = f"{page}/when"
    when = st.segmented_control(
        "When",
        list(options),
        format_func=lambda when: f"{options[when]} the operation",
        key=state.tell(key, state.kept(key, tuple(options))),
        required=True,
        label_visibility="collapsed",
    )
    spreads = gradient_norms.select_spread(facts, run, when)
    for column, spread in zip(st.columns(len(spreads), gap="small"), spreads, strict=True):
        with column:
            st.markdown(f"**{spread.layer}**")
            figure = gradient_norms.draw_spread(spread, dark=is_dark())
            plot(figure, key=f"{page}/spread/{spread.layer}", alt=f"Sizes of the gradients of {spread.layer}")
    st.caption("How many numbers of a layer’s gradient lie near each power of ten, step by step; 0 is at the bottom.")
