"""The runs beside each other: only the settings that differ, and what each run came to."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from kvt.figures.compare_looks import FEW
from kvt.runs.ends import MEASURES, Measure
from kvt.spec import OWNERS
from kvt.views import compare_read
from kvt.views.compare_legend import swatch
from kvt.views.compare_runs import Comparison
from kvt.views.owners import words
from kvt.views.plot import is_dark
from kvt.views.runs_table import MARKS


class Row(NamedTuple):
    """`cells` [runs]; `best` are the places of those that are best."""

    group: str
    title: str
    cells: tuple[str, ...]
    best: tuple[int, ...] = ()


def rows(comparison: Comparison) -> list[Row]:
    """The fields that differ, by owner, and then the figures that any run has."""
    found = [
        Row(owner, words(difference.knob), difference.texts)
        for owner, title in OWNERS.items()
        for difference in comparison.differences
        if difference.knob.owner == owner
    ]
    found = [row._replace(group=OWNERS[row.group]) for row in found]
    told = [compare_read.facts(run).ends for run in comparison.runs]
    states = tuple(MARKS.get(run.status.state, run.status.state) for run in comparison.runs)
    group = "What came of it"
    if set(states) != {MARKS["completed"]}:
        found.append(Row(group, "State", states))
    for key, measure in MEASURES.items():
        is_fair = not (key.endswith("loss") and len(comparison.losses) > 1)
        if row := _figures(
            group, measure if is_fair else measure._replace(larger=None), [run.get(key) for run in told]
        ):
            found.append(row)
    return found


def draw_table(page: str, comparison: Comparison) -> None:
    """HTML: a column a run, its name and its line above it; the names of the rows stay when it is moved sideways."""
    theme = "dark" if is_dark() else "light"
    st.html(f'<div class="kvt-compare kvt-{theme}" tabindex="0">{html(comparison, rows(comparison), is_dark())}</div>')
    if not comparison.differences and len(comparison.runs) > 1:
        st.caption("These runs have the same settings: what differs is chance, and the machine.")
    elif len(comparison.runs) > 1:
        st.caption(
            "Settings that are not here are the same in all. Losses and metrics are the last epoch’s, the best bold. "
            "Speed is without the first call. A name opens its run."
        )


def html(comparison: Comparison, found: Sequence[Row], dark: bool = False) -> str:
    few = len(comparison.runs) <= FEW
    heads = "".join(
        f'<th scope="col" title="{escape(name)}"><a href="run?id={escape(run.id)}">{swatch(look, dark)}<br>'
        # Of many runs the rows below say what a name would, and a name would be long.
        f"{escape(name) if few else f'Run {number}'}</a></th>"
        for number, (run, name, look) in enumerate(
            zip(comparison.runs, comparison.names, comparison.looks, strict=True), 1
        )
    )
    parts = [f"<thead><tr><th></th>{heads}</tr></thead>"]
    for group, members in groupby(found, key=lambda row: row.group):
        parts.append(
            f'<tbody><tr class="kvt-group"><th>{escape(group)}</th><td colspan="{len(comparison.runs)}"></td></tr>'
        )
        for row in members:
            cells = "".join(
                f"<td><b>{escape(text)}</b></td>" if place in row.best else f"<td>{escape(text)}</td>"
                for place, text in enumerate(row.cells)
            )
            parts.append(f'<tr><th scope="row">{escape(row.title)}</th>{cells}</tr>')
        parts.append("</tbody>")
    return f"<table>{''.join(parts)}</table>"


def _figures(group: str, measure: Measure, values: Sequence[float | None]) -> Row | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    best: tuple[int, ...] = ()
    if measure.larger is not None and len(set(known)) > 1:
        first = max(known) if measure.larger else min(known)
        best = tuple(place for place, value in enumerate(values) if value == first)
    return Row(group, measure.words, tuple(_text(value) for value in values), best)


def _text(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}".replace(",", "\u202f") if value >= 1000 else f"{value:.4g}"
