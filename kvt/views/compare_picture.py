"""The picture of a comparison: every run's curve, along steps, epochs or seconds, smoothed or as it was told."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from kvt.claims.words import count, listed
from kvt.figures import compare_curves
from kvt.figures.compare_curves import Along, Choice, Part, Trail
from kvt.figures.compare_looks import FEW
from kvt.spec import LOSSES
from kvt.views import compare_read
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
    trails = compare_read.trails(comparison.runs, choice)
    drawn = list(zip(comparison.names, comparison.looks, trails, strict=True))
    figure = compare_curves.draw(compare_curves.select(drawn, choice, part), log=log, dark=is_dark())
    alt = f"{NAMES[measure]} of {count(len(trained), 'run')} along {along}"
    plot(figure, key=f"{page}/curves", alt=alt, revision=f"{measure} {along} {log}")
    for sentence in sentences(comparison, trails, choice, part):
        st.caption(plain(sentence))


def sentences(comparison: Comparison, trails: Sequence[Trail], choice: Choice, part: Part) -> list[str]:
    """What the picture does not say by itself: who is missing from it, and why; what cannot be held against what."""
    found = []
    runs = list(zip(comparison.runs, comparison.names, trails, strict=True))
    trained = [item for item in runs if item[0].spec.topic.kind == "train"]
    if stories := [item for item in runs if item[0].spec.topic.kind != "train"]:
        found.append(f"Without curves, since they are stories: {_numbers(stories)}.")
    if other := [item for item in trained if choice.measure not in ("loss", item[0].spec.metric)]:
        found.append(f"Measured by something else than {NAMES[choice.measure].lower()}: {_numbers(other)}.")
    silent = [item for item in trained if not item[2].y.size and choice.measure in ("loss", item[0].spec.metric)]
    if silent:
        found.append(f"No step was told yet, or none was done: {_numbers(silent)}.")
    if part != "training" and (no := [item for item in trained if item[2].y.size and not item[2].val_y.size]):
        found.append(f"Without validation values, their training is drawn: {_numbers(no)}.")
    losses = dict.fromkeys(run.spec.loss for run, _, _ in trained)
    if choice.measure == "loss" and len(losses) > 1:
        names = {key: label for kind in LOSSES.values() for key, label in kind.items()}
        told = listed([names.get(loss, loss) for loss in losses])
        found.append(f"These runs make different losses small ({told}): one being lower says nothing.")
    facts = [(_number(name), compare_read.facts(run)) for run, name, _ in trained]
    if met := [f"{number} at step {told.nan_step}" for number, told in facts if told.nan_step]:
        found.append(f"A loss was no number any more: run {listed(met)}.")
    found += [f"Run {number}: {told.damage}" for number, told in facts if told.damage]
    return found


def _numbers(items: Sequence[tuple]) -> str:
    numbers = sorted((_number(name) for _, name, _ in items), key=int)
    return f"{'run' if len(numbers) == 1 else 'runs'} {listed(numbers)}"


def _number(name: str) -> str:
    return name.partition(".")[0]


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
