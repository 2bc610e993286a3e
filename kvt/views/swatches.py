"""A legend for figures that stand beside each other: one for all, in HTML."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from kvt.figures.palette import Look
from kvt.views.plot import is_dark

STYLES = {"solid": "solid", "dot": "dotted", "dash": "dashed", "dashdot": "dashed"}  # of a line, in CSS


def swatches(looks: Mapping[str, Look], strong: str = "") -> None:
    """Draw each name beside a piece of its line; names in the layer or variable `strong` are bold."""
    st.html(
        '<div class="kvt-swatches" style="display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;font-size:.9rem">'
        + "".join(_swatch(name, look, name == strong or name.startswith(f"{strong}/")) for name, look in looks.items())
        + "</div>"
    )


def _swatch(name: str, look: Look, is_strong: bool) -> str:
    line = (
        '<span style="display:inline-block;width:1.9rem;vertical-align:middle;border-top:'
        f'{5 if is_strong else 3}px {STYLES[look.dash]} {look.color(is_dark())}"></span>'
    )
    text = f"<b>{escape(name)}</b>" if is_strong else escape(name)
    return f'<span style="white-space:nowrap">{line} {text}</span>'
