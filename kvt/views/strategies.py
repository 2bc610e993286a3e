"""Strategies against ways of training: what works, what fails and how, and what it costs. Fills while it runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.attempts import NONE, Attempt, attempts
from kvt.claims.words import equality, pace, rate
from kvt.views.owners import plain

WAYS = {"fit": ":orange[fit]", "own loop": ":blue[a loop of your own]"}


def draw_matrix(results: Sequence[Mapping[str, Any]], *, running: bool) -> None:
    found = [result for result in results if result.get("name") == "attempt"]
    if not found and not running:
        return
    tried = {(attempt.strategy, attempt.way): attempt for attempt in attempts(found)}
    strategies = list(dict.fromkeys(strategy for strategy, _ in tried))
    head = f"| Strategy | {' | '.join(WAYS.values())} |\n|---|---|---|\n"
    yardsticks = [_yardstick(found, way) for way in WAYS]
    rows = [f"| no strategy | {' | '.join(yardsticks)} |"]
    rows += [
        f"| **{plain(name)}** | {' | '.join(cell(tried.get((name, way)), running) for way in WAYS)} |"
        for name in strategies
    ]
    st.markdown(head + "\n".join(rows))
    if found and not running:
        st.caption(
            "Each in a process of its own. “Slower” is against the same training without a strategy: the replicas "
            "share the cores of one machine, so all that they add here is work, the handing round of gradients; on "
            "several devices they would share the work instead."
        )


def cell(attempt: Attempt | None, running: bool = False) -> str:
    """One attempt in Markdown."""
    if attempt is None:
        return ":gray-badge[:material/hourglass_top:]" if running else "–"
    if not attempt.works:
        return f":red-badge[:material/cancel: fails] {plain(attempt.error)}"
    if attempt.slower is None:
        return ":green-badge[:material/check_circle: works]"
    speed = pace(attempt.slower)
    if not attempt.learns_the_same:
        return f":orange-badge[:material/warning: runs] {speed}, but the model is {equality(attempt.learned)}"
    if attempt.reports_otherwise:
        return (
            f":orange-badge[:material/warning: works] {speed}, the model {equality(attempt.learned)}; but the losses "
            f"that it reports are {equality(attempt.reported)}"
        )
    return f":green-badge[:material/check_circle: works] {speed}, losses {equality(attempt.reported)}"


def _yardstick(found: Sequence[Mapping[str, Any]], way: str) -> str:
    for one in found:
        if one["strategy"] == NONE and one["way"] == way:
            return plain(one["error"]) if one.get("error") else f"{rate(one['steps_per_second'])} steps/s"
    return "–"
