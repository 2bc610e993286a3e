"""Parts of one's own: what came of each, through Keras and by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.errors import core
from kvt.claims.words import equality, pace
from kvt.views.owners import plain

ROWS = ("layer", "adamw", "optimizer", "gradient", "loss", "eagerly")


def draw_own_parts(results: Sequence[Mapping[str, Any]]) -> None:
    """A row a part, as they are found; errors whole, behind a click."""
    if not results:
        return
    rows = [(row(result), result) for result in results if result.get("name") in ROWS]
    table = ["| Part | What happens |", "|---|---|"]
    table += [f"| {part} | {happens}{f'; {figure}' if figure else ''} |" for (part, happens, figure), _ in rows]
    st.markdown("\n".join(table))
    raised = [result for _, result in rows if result.get("error")]
    if raised:
        with st.popover("The errors in full", icon=":material/terminal:", type="tertiary"):
            for result in raised:
                st.code(result["error"], language=None, wrap_lines=True)


def row(result: Mapping[str, Any]) -> tuple[str, str, str]:
    """What it is, what happens, and by how much; in Markdown."""
    match result["name"]:
        case "layer":
            return f"**Layer** {result['state']}", *_came(result)
        case "adamw":
            place = "`optimizers.experimental.AdamW`" if result["state"] == "experimental" else "`optimizers.AdamW`"
            return f"**Optimizer** {place}", *_came(result)
        case "optimizer":
            return (
                f"**Your optimizer**, by the formula of {plain(result['built_in'])}",
                _trains(result["losses"]),
                f"{equality(result['apart'])} against Keras’s own",
            )
        case "gradient":
            return (
                f"**Your gradient** {_slopes(result['slopes'])}; TensorFlow’s own: {_slopes(result['own_slopes'])}",
                _trains(result["losses"]),
                f"fit and loop {equality(result['apart'])}",
            )
        case "loss":
            return (
                f"**Your loss and metric**, metric at the end {result['metric'][-1]:.3f}",
                _trains(result["losses"]),
                f"fit and loop {equality(result['apart'])}, metric {equality(result['metric_apart'])}",
            )
        case _:
            speed = pace(result["eager_seconds"] / result["graph_seconds"])
            return (
                "**fit, run eagerly**",
                f":green-badge[works] {speed}",
                equality(result["apart"]),
            )


def _came(result: Mapping[str, Any]) -> tuple[str, str]:
    if result["error"]:
        return f":red-badge[raises] {plain(core(result['error']))}", ""
    same = f"fit and loop {equality(result['apart'])}" if "apart" in result else ""
    return _trains(result["losses"]), same


def _trains(losses: Sequence[float]) -> str:
    words = ":green-badge[trains]" if losses[-1] < losses[0] else ":orange-badge[does not learn]"
    return f"{words} loss {losses[0]:.3f} → {losses[-1]:.3f}"


def _slopes(slopes: Sequence[float | None]) -> str:
    """The slopes at three points, once where they are the same."""
    shown = list(dict.fromkeys("none" if slope is None else f"{slope:g}" for slope in slopes))
    return f"slope {', '.join(shown)}"
