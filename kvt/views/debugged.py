"""What the debugger said of a race's runs, where any was started with it: a sentence, and the post-mortem below it."""

from collections.abc import Sequence

import streamlit as st

from kvt.claims import Outcome
from kvt.claims.diagnosis import find_message, is_found
from kvt.runs.run import Run
from kvt.views.debugger_v2 import draw_debugger_v2
from kvt.views.owners import plain
from kvt.views.post_mortem import draw_post_mortem, find_post_mortem, told


def draw_debugged(page: str, runs: Sequence[Run], outcomes: Sequence[Outcome]) -> None:
    for run, outcome in zip(runs, outcomes, strict=True):
        debugger = outcome.spec.engine.debugger
        if debugger.kind == "off":
            continue
        stopped = next((found for found in outcome.history.results if found.get("name") == "check_numerics"), None)
        if stopped is not None:
            line = f" Line {stopped['line']} of its script." if stopped["line"] else ""
            st.warning(
                f"**{outcome.title}**: {plain(find_message(stopped['said']))}.{line}", icon=":material/bug_report:"
            )
        found = find_post_mortem(outcome.history.results)
        if found is None:
            continue
        words = told(found, debugger.mode)
        with st.expander(f"{outcome.title}: {words}", icon=":material/bug_report:", expanded=is_found(found)):
            draw_post_mortem(found, outcome.script, debugger.mode, debugger.buffer)
            draw_debugger_v2(page, run)
