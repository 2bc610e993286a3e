"""The picture of a comparison: every run's curve, along steps, epochs or seconds, smoothed or as it was told."""

from collections.abc import Mapping, Sequence
from typing import get_args

import streamlit as st

from kvt.claims.words import count, listed
from kvt.figures import compare_curves
from kvt.figures.compare_curves import Along, Choice, Part, Trails
from kvt.figures.compare_looks import FEW
from kvt.spec import LOSSES
from kvt.views import compare_read
from kvt.views.compare_legend import draw_legend
from kvt.views.compare_runs import Comparison
from kvt.views.owners import plain
from kvt.views.plot import is_dark, plot

NAMES = {"loss": "Loss", "accuracy": "Accuracy", "mae": "Mean error"}
LENGTHS = (0, 3, 10, 30, 100, 300, 1000, 3000)  # steps


def draw_picture(page: str, comparison: Comparison) -> None:
    """What is drawn stands in the address, by the names of the widgets."""
    trained = [run for run in comparison.runs if run.spec.topic.kind == "train"]
    if not trained:
        st.info(
            "None of these runs has curves: they are stories. What each found is on its own page.",
            icon=":material/info:",
        )
        return
    metrics = dict.fromkeys(run.spec.metric for run in trained)
    with st.container(horizontal=True, vertical_alignment="center", key="kvt-compare-bar"):
        measure = _one_of("measure", "Measure", ["loss", *metrics], NAMES)
        # Of many runs the noise of training hides all else.
        usual = "both" if len(trained) <= FEW else "validation"
        part = _one_of("part", "Part", get_args(Part), {}, usual)
        along = _one_of("along", "Along", get_args(Along), {})
        log = st.toggle("Log axis", key="log", bind="query-params")
        smoothing = st.select_slider(
            "Smoothing, steps",
            LENGTHS,
            key="smoothing",
            bind="query-params",
            help="An exponential moving average over about so many steps; of validation values over as many.",
            width=190,
        )
    choice = Choice(measure, along, smoothing)
    trails = compare_read.trails(comparison.runs, smoothing)
    drawn = [
        (name, look, trail)
        for run, name, look, trail in zip(comparison.runs, comparison.names, comparison.looks, trails, strict=True)
        if run in trained
    ]
    figure = compare_curves.draw(compare_curves.select(drawn, choice, part), log=log, dark=is_dark())
    alt = f"{NAMES[measure]} of {count(len(trained), 'run')} along {along}"
    plot(figure, key=f"{page}/curves", alt=alt, revision=f"{measure} {along} {log}")
    draw_legend(comparison)
    if said := sentences(comparison, trails, choice, part):
        st.caption("  \n".join(map(plain, said)))


def sentences(comparison: Comparison, trails: Sequence[Mapping[str, Trails]], choice: Choice, part: Part) -> list[str]:
    """What the picture does not say by itself: who is missing from it, and why; what cannot be held against what."""
    missing: dict[str, list[int]] = {}
    last = []
    for number, (run, trail) in enumerate(zip(comparison.runs, trails, strict=True), 1):
        told = compare_read.facts(run)
        if run.spec.topic.kind != "train":
            missing.setdefault("Without curves, since they are stories", []).append(number)
        elif told.damage:
            last.append(f"Run {number}: {told.damage}")
        elif choice.measure not in ("loss", run.spec.metric):
            missing.setdefault(f"Measured otherwise than by {NAMES[choice.measure].lower()}", []).append(number)
        elif choice.measure not in trail or not trail[choice.measure].training.y.size:
            missing.setdefault("Without curves, since they have told of no step", []).append(number)
        elif part != "training" and not trail[choice.measure].validation.y.size:
            missing.setdefault("Without validation values, so that their training is drawn", []).append(number)
        if told.nan_step:
            last.append(f"Run {number}: its loss was no number any more at step {told.nan_step}.")
    found = [
        f"{words}: {'run' if len(runs) == 1 else 'runs'} {listed(list(map(str, runs)))}."
        for words, runs in missing.items()
    ]
    if choice.measure == "loss" and len(losses := comparison.losses) > 1:
        names = {key: label for kind in LOSSES.values() for key, label in kind.items()}
        told_by = listed([names.get(loss, loss) for loss in losses])
        found.append(f"These runs make different losses small ({told_by}): one being lower says nothing.")
    return [*found, *last]


def _one_of(key: str, label: str, options: Sequence[str], names: dict[str, str], usual: str = "") -> str:
    return st.segmented_control(
        label,
        list(options),
        default=usual or options[0],
        format_func=lambda option: names.get(option, option.capitalize()),
        key=key,
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
