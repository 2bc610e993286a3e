"""What of TensorFlow 1's debugger still runs: a row a way of using it, and the screen that it was known for."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.errors import core
from kvt.claims.words import count
from kvt.views.owners import plain


def draw_old_debugger(results: Sequence[Mapping[str, Any]]) -> None:
    ways = [result for result in results if result.get("name") == "way"]
    if not ways:
        return
    table = ["| A way to use it | What happens today |", "|---|---|"]
    table += [f"| `{way['way']}` | {_happens(way)} |" for way in ways]
    st.markdown("\n".join(table))
    screens = [way["shown"] for way in ways if way.get("shown")]
    if screens:
        with st.expander("The screen of tfdbg, as it was, with its commands typed ahead", icon=":material/terminal:"):
            st.code(screens[0], language=None)


def _happens(way: Mapping[str, Any]) -> str:
    if way["error"]:
        return f":red-badge[raises] {plain(core(way['error']))}"
    if "op" not in way:
        return ":green-badge[runs] and answers what is typed"
    line = f", line {way['line']} of its script" if way["line"] else ""
    return f":green-badge[runs] {count(way['tensors'], 'tensor')} written; the first bad one: {plain(way['op'])}{line}"
