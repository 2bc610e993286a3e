"""A figure of kvt/figures in the page, drawn in the browser: the server sends numbers and imports no plotly."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from kvt.web.assets import plotly_url

BROWSER = Path(__file__).parent / "browser"
SCRIPTS = ("load", "theme", "plot")
HTML = '<div class="kvt-plot" role="img"></div>'
CSS = ".kvt-plot { height: clamp(290px, 100vh - 505px, 430px); }"


def plot(figure: dict[str, Any], *, key: str, alt: str, revision: str = "") -> str | None:
    """Draw `figure`; the `customdata` of the dot that was clicked in this rerun, as text, None for no click.

    A zoom outlives reruns as long as `revision` is the same.
    """
    # In a list: Streamlit looks for data frames in a dictionary, and imports pandas to know one (70 MB).
    data = [{"figure": figure, "alt": alt, "revision": revision or key, "plotly": plotly_url()}]
    result = _component()(key=key, data=data, on_picked_change=_heard)
    return result.picked


def is_dark() -> bool:
    return st.context.theme.type == "dark"


@cache
def _component() -> Any:
    js = "\n".join((BROWSER / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return st.components.v2.component("kvt_plot", html=HTML, css=CSS, js=js, isolate_styles=False)


def _heard() -> None:
    """Streamlit reports a trigger only to who listens; the answer is in the result."""
