"""The sidebar: every knob of the spec under its owner, common ones first, the rest folded away."""

from itertools import groupby

import streamlit as st

from kvt.spec import OWNERS, Knob, Owner, knobs
from kvt.views import state, table_upload
from kvt.views.field import draw
from kvt.views.owners import LOOKS, colored, words

# What the page itself asks for, or cannot be typed; so does what varies.
ELSEWHERE = {"route", "topic", "dataset.digest", "dataset.target"}
# Letters of a label that half the sidebar can hold.
NARROW = 15


def form(page: str, below: str = "") -> None:
    """Draw the knobs of the page's experiment into the sidebar; those alone whose path begins with `below`."""
    chosen = state.experiment(page)
    elsewhere = ELSEWHERE | {variation.path for variation in chosen.vary}
    elsewhere |= {dimension.path for dimension in chosen.search.space} if chosen.search else set()
    shown = [knob for knob in knobs(chosen.spec) if knob.path not in elsewhere and knob.path.startswith(below)]
    moved = [knob for knob in shown if not knob.is_default]
    at_home = chosen.spec == state.default(page).spec
    with st.sidebar:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown("#### Settings", anchors=False, width="content")
            st.button(
                "Defaults" if at_home else f"Reset {len(moved)}" if moved else "Reset",
                icon=":material/restart_alt:",
                type="tertiary",
                disabled=at_home,
                help="Put every setting back to what the page begins with. Bold, with a dot: not at kvt’s default.",
                key=f"{page}/reset",
                on_click=state.reset,
                args=(page,),
            )
        for owner in OWNERS:
            _group(page, owner, [knob for knob in shown if knob.owner == owner])


def _group(page: str, owner: Owner, group: list[Knob]) -> None:
    if not group:
        return
    look = LOOKS[owner]
    st.markdown(colored(f"{look.icon} **{OWNERS[owner].partition(':')[0]}**", look.color), help=look.note)
    common, rest = [knob for knob in group if knob.common], [knob for knob in group if not knob.common]
    _fields(page, common)
    if owner == "data":
        table_upload.choose(page)
    if rest:
        moved = sum(not knob.is_default for knob in rest)
        more = f"More of {OWNERS[owner].partition(':')[0]}" + (f" :primary[● {moved}]" if moved else "")
        with st.expander(more, type="compact", key=f"{page}/more/{owner}"):
            _fields(page, rest)


def _fields(page: str, group: list[Knob]) -> None:
    """Numbers with few words two in a row, everything else on a row of its own."""
    for narrow, run in groupby(group, key=_is_narrow):
        fields = list(run)
        if not narrow:
            for knob in fields:
                draw(page, knob)
            continue
        for start in range(0, len(fields), 2):
            for column, knob in zip(
                st.columns(2, vertical_alignment="bottom"), fields[start : start + 2], strict=False
            ):
                with column:
                    draw(page, knob)


def _is_narrow(knob: Knob) -> bool:
    return knob.kind in ("integer", "number") and len(words(knob)) <= NARROW
