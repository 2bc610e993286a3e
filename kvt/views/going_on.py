"""More epochs for a run that has ended: asked for on its page, and shown with the runs before it."""

import streamlit as st

from kvt.claims.words import count
from kvt.errors import KvtError, RunError
from kvt.runs.going_on import going_on, is_exact, obstacle
from kvt.runs.run import Run
from kvt.views import state
from kvt.views.owners import plain
from kvt.views.runs_actions import own

MOST_SHOWN = 8  # runs before a run


def draw_going_on(page: str, run: Run) -> None:
    """A button that asks how many epochs more; where nobody can go on, it says why."""
    with st.popover("Run on with more epochs", icon=":material/resume:", disabled=run.status.active):
        if sentence := obstacle(run):
            st.markdown(f"Nobody can go on where this run ended. {plain(sentence)}")
            return
        epochs = st.number_input("More epochs", 1, 10_000, min(10_000, run.spec.training.epochs), key=f"{page}/more")
        st.caption(
            "A new run begins with its weights and its optimizer’s state. "
            + (
                "Its losses are those of a run that never stopped."
                if is_exact(run)
                else "It begins again the epoch in which this one was stopped, so it is not quite the run that would "
                "have gone on."
            )
        )
        if st.button("Run on", type="primary", icon=":material/resume:", key=f"{page}/on") and (
            id := run_on(page, run.id, int(epochs))
        ):
            st.switch_page("run.py", query_params={"id": id})


def run_on(page: str, id: str, epochs: int) -> str | None:
    """Start a run that goes on where `id` ended; its id, or None if it was refused."""
    from kvt.jobs.server import manager

    try:
        spec, files = going_on(manager().store.get(id), epochs)
        return manager().submit(spec, workspace=state.workspace(), page=page, files=files, once=True).id
    except (KvtError, OSError) as error:
        state.complain(page, (str(error),))
        return None


def before(run: Run, most: int | None = MOST_SHOWN) -> list[Run]:
    """The visitor's runs that `run` goes on from, the first one first; what is gone is left out with all before it.

    `most` of them, None for all there are.
    """
    from kvt.jobs.server import manager

    found: list[Run] = []
    try:
        while run.spec.start.run and (most is None or len(found) < most):
            run = manager().store.get(run.spec.start.run)
            if not own(run) or run in found:  # a folder that was tampered with could lead round and round
                break
            found.insert(0, run)
    except RunError:
        pass
    return found


def say_where_it_began(run: Run, earlier: list[Run]) -> None:
    """Which run it goes on from, where it is no first one."""
    if not run.spec.start.epochs_done:
        return
    done = count(run.spec.start.epochs_done, "epoch")
    if earlier:
        st.page_link(
            "run.py",
            label=f"Goes on where an earlier run ended, after {done}: open that",
            icon=":material/resume:",
            query_params={"id": earlier[-1].id},
        )
    else:
        st.caption(f":material/resume: Goes on where an earlier run ended, after {done}. That one is gone.")
