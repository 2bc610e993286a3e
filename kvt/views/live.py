"""The live chart of a race: drawn in the browser from the feed, so that watching costs the server next to nothing."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from kvt.figures import confusion, curves, palette, picture
from kvt.figures.palette import Look
from kvt.runs.run import Run
from kvt.views.outcomes import called
from kvt.web.assets import plotly_url

BROWSER = Path(__file__).parent / "browser"
# One module in the browser: those that others stand on come first.
SCRIPTS = ("load", "decode", "history", "thin", "theme", "chart", "confusion", "picture", "tools", "rows", "live")


def live(runs: Sequence[Run], *, key: str) -> bool:
    """Draw `runs`, those of one race, while they train and afterwards.

    True in the one rerun of the page in which they have all just ended. The zoom and the chosen axes stay as they are
    over reruns; other runs under the same `key` begin anew. Without runs nothing is to be seen, but the browser fetches
    what it will draw with: call it before the first race, too.
    """
    # In a list: Streamlit looks for data frames in a dictionary, and imports pandas to know one (70 MB).
    # A run's id may be in it, and hold what Streamlit forbids there.
    result = _component()(key=key.replace("__", "_-"), data=[describe(runs)], on_finished_change=_heard)
    return result.finished is not None


def describe(runs: Sequence[Run]) -> dict[str, Any]:
    """What the browser has to know: who runs, how everything looks, and whether all had ended by now."""
    strokes = palette.widths(len(runs))
    looks = palette.looks([run.spec.route.kind for run in runs])
    return {
        "race": " ".join(run.id for run in runs),
        "ended": not any(run.status.active for run in runs),
        "runs": [_lines(*racer) for racer in zip(runs, called(runs), looks, strokes, strict=True)],
        "names": curves.NAMES,
        "layout": curves.layout("loss", "steps"),
        "picture": picture.base(),
        "confusion": confusion.base(),
        "plotly": plotly_url(),
    }


def _lines(run: Run, title: str, look: Look, width: float) -> dict[str, Any]:
    grounds = {
        ground: {part: curves.trace(look, title, part, width, dark=dark) for part in ("training", "validation")}
        for ground, dark in (("light", False), ("dark", True))
    }
    return {"id": run.id, "title": title, "classes": confusion.short(run.spec.dataset.class_names), **grounds}


@cache
def _component() -> Any:
    js = "\n".join((BROWSER / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    html, css = ((BROWSER / f"live.{kind}").read_text("utf-8") for kind in ("html", "css"))
    return st.components.v2.component("kvt_live", html=html, css=css, js=js, isolate_styles=False)


def _heard() -> None:
    """Streamlit reports a trigger only to who listens; the answer is in the result."""
