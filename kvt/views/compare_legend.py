"""Each run's line beside its name, as it is in every picture of the comparison."""

from base64 import b64encode
from html import escape

import streamlit as st

from kvt.figures.compare_looks import FEW
from kvt.figures.palette import Look
from kvt.views.compare_runs import Comparison
from kvt.views.plot import is_dark

DASHES = {"solid": "", "dot": "2 4", "dash": "7 4", "dashdot": "7 4 2 4", "longdash": "13 4", "longdashdot": "13 4 2 4"}
SHAPES = {
    "circle": "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
    "square": "M-4,-4H4V4H-4Z",
    "diamond": "M0,-5L5,0L0,5L-5,0Z",
    "triangle-up": "M0,-5L5,4H-5Z",
    "triangle-down": "M0,5L5,-4H-5Z",
    "cross": "M-5,-2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z",
    "x": "M-4,-4L4,4M4,-4L-4,4",
    "star": "M0,-6L1.5,-2L6,-2L2.4,1L3.7,5L0,2.6L-3.7,5L-2.4,1L-6,-2L-1.5,-2Z",
    "hexagon": "M-3,-5H3L5,0L3,5H-3L-5,0Z",
    "pentagon": "M0,-5L5,-1L3,5H-3L-5,-1Z",
}


def draw_legend(comparison: Comparison) -> None:
    """Of a few runs; many stand in the table alone."""
    if len(comparison.runs) > FEW:
        return
    named = zip(comparison.names, comparison.looks, strict=True)
    items = "".join(f"<span>{swatch(look, is_dark())} {escape(name)}</span>" for name, look in named)
    st.html(f'<div class="kvt-legend">{items}</div>')


def swatch(look: Look, dark: bool = False) -> str:
    """A piece of a run's line with its marker: a picture, since Streamlit takes drawings out of HTML."""
    color, dashes = look.color(dark), DASHES.get(look.dash, "")
    shape = SHAPES.get(look.symbol, SHAPES["circle"])
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="44" height="14" viewBox="-22 -7 44 14">'
        f'<path d="M-22,0H22" stroke="{color}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'
        f'<path d="{shape}" fill="{color}" stroke="{color}" stroke-width="2"/></svg>'
    )
    return f'<img alt="" width="44" height="14" src="data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}">'
