"""What went wrong with a run: which, why, and the end of its log."""

from collections.abc import Sequence

import streamlit as st

from kvt.claims import Outcome
from kvt.claims.words import listed
from kvt.runs.run import Run
from kvt.views.owners import plain

WORDS = {
    "failed": "ended with an error",
    "killed": "was killed",
    "lost": "was lost",
    "stopped": "was stopped",
}


def say_trouble(runs: Sequence[Run], outcomes: Sequence[Outcome]) -> None:
    """A sentence for every run that did not come to its end, or whose loss stopped being a number."""
    for run, outcome in zip(runs, outcomes, strict=True):
        title = outcome.title
        if outcome.state in ("failed", "killed", "lost"):
            st.error(f"**{title}** {WORDS[outcome.state]}. {plain(outcome.reason)}", icon=":material/error:")
            _log(run)
        elif outcome.state == "stopped":
            st.info(f"**{title}** was stopped. {plain(outcome.reason)}".strip(), icon=":material/stop_circle:")
    broken = [outcome for outcome in outcomes if outcome.history.nan_step is not None]
    if broken:
        where = listed([f"**{outcome.title}** at step {outcome.history.nan_step}" for outcome in broken])
        st.warning(
            f"The loss was no longer a number: {where}. A smaller learning rate, or clipped gradients, may help.",
            icon=":material/warning:",
        )


def _log(run: Run) -> None:
    log = run.log(20)
    if log.strip():
        with st.expander("The end of its log", icon=":material/terminal:", expanded=True):
            st.code(log, language=None, wrap_lines=True)
