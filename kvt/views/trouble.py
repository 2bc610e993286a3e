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
    """A sentence for every run that did not come to its end, or whose loss stopped being a number.

    What ended several alike, such as a download without a network, is said once.
    """
    for (state, reason, _), ended in _alike(runs, outcomes).items():
        names = listed([f"**{outcome.title}**" for _, outcome in ended])
        if state == "stopped":
            st.info(
                f"{names} {_were(WORDS[state], len(ended))}. {plain(reason)}".strip(), icon=":material/stop_circle:"
            )
        else:
            st.error(f"{names} {_were(WORDS[state], len(ended))}. {plain(reason)}", icon=":material/error:")
            _log(ended[0][0])
    broken = [outcome for outcome in outcomes if outcome.history.nan_step is not None]
    if broken:
        where = listed([f"**{outcome.title}** at step {outcome.history.nan_step}" for outcome in broken])
        st.warning(
            f"The loss was no longer a number: {where}. A smaller learning rate, or clipped gradients, may help.",
            icon=":material/warning:",
        )


def _alike(runs: Sequence[Run], outcomes: Sequence[Outcome]) -> dict[tuple[str, str, str], list[tuple[Run, Outcome]]]:
    """Those that did not come to their end, by how and why. A reason that speaks of one run, "It …", is its own."""
    found: dict[tuple[str, str, str], list[tuple[Run, Outcome]]] = {}
    for run, outcome in zip(runs, outcomes, strict=True):
        if outcome.state not in WORDS:
            continue
        own = outcome.reason.startswith("It ")
        reason = "" if own and outcome.state == "stopped" else outcome.reason
        found.setdefault((outcome.state, reason, run.id if own and reason else ""), []).append((run, outcome))
    return found


def _were(words: str, count: int) -> str:
    return words.replace("was ", "were ", 1) if count > 1 else words


def _log(run: Run) -> None:
    log = run.log(20)
    if log.strip():
        with st.expander("The end of its log", icon=":material/terminal:"):
            st.code(log, language=None, wrap_lines=True)
