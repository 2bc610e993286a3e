"""What the settings did to the figures: all of them at once, or one against one."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kvt.figures import compare_parallel, compare_scatter
from kvt.figures.sweep_looks import Field
from kvt.runs.ends import MEASURES
from kvt.spec.differences import NOTHING, Difference
from kvt.views import compare_read
from kvt.views.compare_runs import Comparison
from kvt.views.owners import words
from kvt.views.plot import is_dark, plot

AXES = ("val_loss", "val_accuracy", "val_mae", "speed")
NO_FIELD = "These runs have the same settings: there is no field to hold their figures against."


def draw_parallel(page: str, comparison: Comparison) -> None:
    told = [compare_read.facts(run).ends for run in comparison.runs]
    measures = [(MEASURES[key], [ends.get(key) for ends in told]) for key in AXES]
    figure = compare_parallel.select(comparison.looks, fields(comparison), measures)
    if not comparison.differences or not figure.axes:
        st.caption(NO_FIELD if not comparison.differences else "No two of these runs have all of these fields.")
        return
    drawn = compare_parallel.draw(figure, dark=is_dark())
    with st.container(key="kvt-parallel"):
        plot(drawn, key=f"{page}/parallel", alt="All settings that differ, and figures")
    st.caption("A line a run. Drag along an axis to see only the runs that pass there; click to have all back.")


def draw_scatter(page: str, comparison: Comparison) -> None:
    offered = {field.label: (field, values) for field, values in fields(comparison)}
    told = [compare_read.facts(run).ends for run in comparison.runs]
    measures = {measure.words: key for key, measure in MEASURES.items() if any(key in ends for ends in told)}
    if not offered or not measures:
        st.caption(NO_FIELD if not offered else "None of these runs has a figure yet.")
        return
    left, middle, right = st.columns([3, 3, 1], vertical_alignment="bottom")
    label = left.selectbox("Setting", list(offered), key="setting", bind="query-params")
    what = middle.selectbox("Figure", list(measures), key="figure", bind="query-params")
    log = right.toggle("Log", key="figurelog", bind="query-params")
    field, values = offered.get(label, next(iter(offered.values())))
    drawn = list(zip(comparison.names, comparison.looks, strict=True))
    found = compare_scatter.select(drawn, field, values, what, [ends.get(measures.get(what, "")) for ends in told])
    figure = compare_scatter.draw(found, log=log, dark=is_dark())
    plot(figure, key=f"{page}/scatter", alt=f"{what} by {label}", revision=f"{label} {what} {log}")


def fields(comparison: Comparison) -> list[tuple[Field, Sequence[Any]]]:
    """What differs, as figures know it: a field that is no number by its texts, in the order in which they come."""
    return [_field(difference) for difference in comparison.differences]


def _field(difference: Difference) -> tuple[Field, Sequence[Any]]:
    knob = difference.knob
    if difference.is_number:
        known = [value for value in difference.values if value is not None]
        return Field(knob.path, words(knob), knob.scale == "log" and min(known) > 0), difference.values
    texts = [None if text == NOTHING else text for text in difference.texts]
    return Field(knob.path, words(knob), choices=tuple(dict.fromkeys(filter(None, texts)))), texts
