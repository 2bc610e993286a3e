"""The parts of the comparison's page below its picture: one at a time, so that what nobody opened costs nothing."""

from collections.abc import Callable
from urllib.parse import urljoin

import streamlit as st

from kvt.claims.words import count, listed
from kvt.runs.store import home
from kvt.views import state
from kvt.views.compare_pair import draw_gap, draw_scripts
from kvt.views.compare_picture import draw_picture
from kvt.views.compare_runs import Comparison, compared
from kvt.views.compare_settings import draw_parallel, draw_scatter
from kvt.views.compare_table import draw_table
from kvt.web.boards import names
from kvt.web.boards.route import url

LIVE = 2.0  # seconds between two looks while a run goes on


def draw_board(page: str, comparison: Comparison) -> None:
    """A link that opens the visitor's TensorBoard on exactly these runs."""
    from kvt.jobs.server import manager

    workspace = state.workspace()
    ids = {run.id for run in comparison.runs}
    races = {run.about.race for run in comparison.runs if run.workspace == workspace}
    # A run is called by what tells it from the whole of its race: the others of it are asked for, too.
    found = names.folders(run for run in manager().store.list(workspace) if run.about.race in races)
    shown = [name for name, folder in found.items() if folder.parent.name in ids]
    if not shown:
        st.caption("None of these runs is yours and has written records for TensorBoard.")
        return
    st.link_button(
        f"Open {count(len(shown), 'run')} in TensorBoard",
        urljoin(st.context.url or "/", url(workspace, home(), exactly=shown)),
        icon=":material/open_in_new:",
    )
    if len(shown) < len(ids):
        st.caption("Runs of others, and those that wrote no records, are not in it.")


PARTS: dict[str, Callable[[str, Comparison], None]] = {
    "Settings and figures": draw_table,
    "All at once": draw_parallel,
    "One setting": draw_scatter,
    "Losses apart": draw_gap,
    "Code": draw_scripts,
    "TensorBoard": draw_board,
}


def words(comparison: Comparison) -> str:
    """How many runs, and in what they differ."""
    runs = count(len(comparison.runs), "run")
    fields = [difference.knob.label for difference in comparison.differences]
    if len(comparison.runs) < 2:
        return f"{runs}: choose another one to see what differs."
    if not fields:
        return f"{runs} with the same settings."
    shown = [f"**{name}**" for name in fields[:4]] + ([f"{len(fields) - 4} more"] if len(fields) > 4 else [])
    return f"{runs}. They differ in {listed(shown)}."


def draw_live(page: str, comparison: Comparison) -> None:
    """The picture, drawn anew by itself while a run goes on."""
    st.fragment(run_every=LIVE if comparison.active else None)(_picture)(page, comparison.active)


def draw_parts(page: str) -> None:
    st.fragment(_parts)(page)


def _picture(page: str, was_active: bool) -> None:
    comparison = compared()
    if was_active and not comparison.active:
        st.rerun()
    draw_picture(page, comparison)


def _parts(page: str) -> None:
    name = st.segmented_control(
        "Look at",
        list(PARTS),
        default=next(iter(PARTS)),
        key="look",
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    PARTS[name if name in PARTS else next(iter(PARTS))](page, compared())
