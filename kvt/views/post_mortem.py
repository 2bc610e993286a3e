"""What a dump says of a run that went bad: the operation, its line in the very script, and the health up to there."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.diagnosis import (
    damage,
    is_found,
    what_came_in,
    what_it_made,
    what_to_try,
    what_was_dropped,
    why_nothing,
)
from kvt.claims.words import count, memory
from kvt.views.marked_code import draw_marked
from kvt.views.owners import plain

HEALTH = {"nan": "NaN", "minus_inf": "−Inf", "plus_inf": "+Inf", "zero": "zero", "negative": "< 0", "positive": "> 0"}


def find_post_mortem(results: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((result for result in results if result.get("name") == "post_mortem"), None)


def draw_post_mortem(found: Mapping[str, Any], script: str, mode: str, buffer: int) -> None:
    """`script` is the text of the run that was dumped, `mode` what its dump keeps of a tensor, `buffer` how many
    events, 0 for all."""
    size = f"The dump: {count(found['tensors'], 'tensor')}, {count(found['calls'], 'call')}, {memory(found['bytes'])}."
    if not is_found(found):
        st.info(f"{plain(why_nothing(found, mode))} {size}", icon=":material/search_off:")
        return
    if found["damage"]:
        st.warning(
            plain(f"The dump breaks off, {damage(found)}: this is what it says up to there."),
            icon=":material/content_cut:",
        )
    if dropped := what_was_dropped(found, buffer):
        st.warning(dropped, icon=":material/history_toggle_off:")
    code, words = st.columns([5, 4], gap="medium")
    with words:
        st.markdown(f"{_sentence(found)} {plain(what_came_in(found))}")
        st.info(plain(what_to_try(found, buffer)), icon=":material/healing:")
        if found["run_up"]:
            st.markdown(_table(found["run_up"]))
            st.caption("What each operation made, in the order of the dump; the last one is the first bad one.")
        st.caption(size)
    with code:
        if found["line"]:
            draw_marked(script, found["line"], [line for line in found["lines"] if line != found["line"]], found["op"])
            if found["inside"]:
                st.caption(f"From the marked line it is called inside of Keras: {plain(found['inside'])}.")
        else:
            st.caption("No line of the script led to this operation: TensorFlow made it by itself.")


def _sentence(found: Mapping[str, Any]) -> str:
    name = f" (`{_code(found['path'])}`)" if found["path"] else ""
    step = f" at step **{found['step']}**" if found["step"] else ""
    line = f", in **line {found['line']}**, `{_code(found['function'])}`" if found["line"] else ""
    return f"**{plain(found['op'])}**{name} made {plain(what_it_made(found))}{step}{line}."


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    """The run-up in Markdown; counts that the mode does not keep have no column."""
    names = [name for name in HEALTH if any(name in row for row in rows)]
    head = ["operation", "line", *(["values"] if any("size" in row for row in rows) else []), *map(HEALTH.get, names)]
    lines = [f"| {' | '.join(map(plain, head))} |", f"|{'---|' * 1}{'---:|' * (len(head) - 1)}"]
    for row in rows:
        size = [str(row.get("size", ""))] if "values" in head else []
        cells = [plain(row["op"]), str(row["line"] or ""), *size, *(_count(row, name) for name in names)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _count(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    return f"**:red[{value}]**" if value and name in ("nan", "minus_inf", "plus_inf") else str(value)


def _code(text: str) -> str:
    return text.replace("`", "")


def told(found: Mapping[str, Any], mode: str) -> str:
    """One sentence for a run that is not of this page: the first bad operation is Log in line 65."""
    if not is_found(found):
        return why_nothing(found, mode)
    line = f" in line {found['line']}" if found["line"] else ""
    step = f" at step {found['step']}" if found["step"] else ""
    return f"the first bad operation is {found['op']}{line}{step}."
