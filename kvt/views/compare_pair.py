"""Two of the runs, held against each other: how far their losses are apart, and where their scripts differ."""

import zlib

import streamlit as st

from kvt.claims.difference import ROUNDING, loss_gaps
from kvt.claims.words import count, equality
from kvt.errors import RunError
from kvt.figures import compare_gap
from kvt.figures.compare_gap import Gap
from kvt.views import compare_read, state
from kvt.views.code import beside
from kvt.views.compare_runs import Comparison
from kvt.views.owners import plain
from kvt.views.plot import is_dark, plot

PARAMETER = "pair"


def draw_gap(page: str, comparison: Comparison) -> None:
    """The gap of two runs over their steps, and in words where it begins."""
    if (pair := _choose(page, comparison)) is None:
        return
    one, other = (compare_read.told(comparison.runs[place]).history for place in pair)
    gap = compare_gap.select(*loss_gaps(one, other), ROUNDING)
    st.markdown(sentence(gap))
    if gap is None:
        return
    if gap.largest:
        figure = compare_gap.draw(gap, dark=is_dark())
        plot(figure, key=f"{page}/gap", alt="How far the losses are apart", revision=str(pair))
    means = bool(one.loss_so_far.size or other.loss_so_far.size)
    st.caption(
        ("Compared are means over the epoch so far, which is what Keras’s fit reports. " if means else "")
        + f"{count(gap.steps, 'step')} in both; {gap.equal} of them equal to the last bit: no dot on a log axis."
    )


def draw_scripts(page: str, comparison: Comparison) -> None:
    """Two runs' own train.py, section by section."""
    if (pair := _choose(page, comparison)) is None:
        return
    left, right = (comparison.runs[place] for place in pair)
    try:
        texts = left.script, right.script
    except RunError as error:
        st.info(plain(str(error)), icon=":material/code_off:")
        return
    if texts[0] == texts[1]:
        st.markdown("**The same script, byte for byte.**")
    beside(*texts, left.spec.route.way, right.spec.route.way)


def sentence(gap: Gap | None) -> str:
    """What the gap says: equal to so much, or apart from some step on."""
    if gap is None:
        return "These two share no step with a loss: there is nothing to compare."
    if gap.parts is None:
        return f"The losses are **{equality(gap.largest)}**, at every step that both have."
    return f"The losses **part at step {gap.parts}**: from there they are up to {gap.largest:.2g} apart."


def _choose(page: str, comparison: Comparison) -> tuple[int, int] | None:
    """The places of the two; the first two, where the address names none."""
    ids = [run.id for run in comparison.runs]
    if len(ids) < 2:
        st.caption("Choose a second run to hold this one against.")
        return None
    asked = state.parameter(PARAMETER).split(",")
    one = asked[0] if asked[0] in ids else ids[0]
    other = asked[1] if len(asked) > 1 and asked[1] in ids else next(id for id in ids if id != one)
    names = dict(zip(ids, comparison.names, strict=True))
    # Names begin with numbers, and the browser sends names: another set of runs has selections of its own.
    these = zlib.crc32(",".join(ids).encode())
    keys = [state.tell(f"{page}/one/{these}", one), state.tell(f"{page}/other/{these}", other)]

    def put() -> None:
        state.put_parameter(PARAMETER, ",".join(state.heard(key) or "" for key in keys))

    for column, key, label in zip(st.columns(2, gap="small"), keys, ("One run", "Another run"), strict=True):
        column.selectbox(label, ids, key=key, format_func=lambda id: names.get(id, id), on_change=put)
    return ids.index(one), ids.index(other)
