"""Which knob varies between the racers, and over which values."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kvt.spec import OWNERS, Knob, knobs
from kvt.views import state
from kvt.views import vary as variations
from kvt.views.form import ELSEWHERE
from kvt.views.vary import MOST_KNOBS, MOST_VALUES, Variation


def choose_vary(page: str) -> None:
    """The knobs that vary, and a field with the values of each."""
    chosen = state.experiment(page)
    offered = {knob.path: knob for knob in knobs(chosen.spec) if _may_vary(knob)}
    varied = [variation.path for variation in chosen.vary if variation.path in offered]
    shares = [5] + [3] * max(1, len(chosen.vary))
    columns = st.columns(shares, vertical_alignment="bottom")
    key = state.tell(f"{page}/vary", varied)
    columns[0].multiselect(
        "Change this alone",
        list(offered),
        key=key,
        max_selections=MOST_KNOBS,
        format_func=lambda path: f"{offered[path].label} · {OWNERS[offered[path].owner].partition(':')[0]}",
        placeholder="choose a knob",
        help="Everything else is the same in all runs. Two knobs change together, first value with first value.",
        **state.callback(_take_knobs, page, key),
    )
    for column, variation in zip(columns[1:], chosen.vary, strict=False):
        label = offered[variation.path].label if variation.path in offered else variation.path
        key = state.tell(f"{page}/vary/{variation.path}", str(variation).partition(":")[2].replace(",", ", "))
        column.text_input(
            f"{label}: one value a run",
            key=key,
            max_chars=200,
            help=f"Values between commas, at most {MOST_VALUES}; sizes of layers as 8-8.",
            **state.callback(_take_values, page, variation.path, key),
        )


def alternatives(knob: Knob) -> tuple[str, ...]:
    """What to try first: the value that a knob has, and others that show what it does."""
    value = knob.value
    if knob.options:
        return tuple(dict.fromkeys([str(value), *knob.options]))[:3]
    if knob.kind == "boolean":
        return str(value).lower(), str(not value).lower()
    if knob.kind == "sizes":
        return ",".join(map(str, value)), ",".join(str(min(1024, 4 * size)) for size in value) or "8"
    if knob.kind == "integer":
        if knob.owner == "engine" and not value:
            return "1", "2"
        return str(value), str(_other_count(knob))
    if not value:
        return "0.0", "0.2", "0.5"
    return str(value), f"{value / 10 if knob.scale == 'log' else value / 2:g}"


def _other_count(knob: Knob) -> int:
    doubled = 2 * knob.value or 1
    return int(doubled if knob.high is None or doubled <= knob.high else knob.value // 2)


def _may_vary(knob: Knob) -> bool:
    return knob.path not in ELSEWHERE and knob.kind != "text" and not knob.path.startswith("topic.")


def _take_knobs(page: str, key: str) -> None:
    """Keep the values of knobs that stay; a new one begins with values of its own, as many as the others have."""
    chosen = state.experiment(page)
    there = {variation.path: variation for variation in chosen.vary}
    found = {knob.path: knob for knob in knobs(chosen.spec)}
    wanted = [
        there.get(path) or Variation(path, alternatives(found[path]))
        for path in state.heard(key) or ()
        if path in found
    ]
    state.choose(page, replace(chosen, vary=_in_step(wanted)))


def _take_values(page: str, path: str, key: str) -> None:
    """Read what was typed; the other knobs' values follow in number."""
    chosen = state.experiment(page)
    read = variations.read(f"{path}:{state.heard(key) or ''}".replace(";", ","), chosen.spec)
    if not read.vary:
        problems = read.problems or ("No value is there to race: give at least one.",)
        state.choose(page, chosen, problems)
        return
    length = len(read.vary[0].values)
    vary = [read.vary[0] if variation.path == path else variation for variation in chosen.vary]
    state.choose(page, replace(chosen, vary=_in_step(vary, length)), read.problems)


def _in_step(vary: Sequence[Variation], length: int = 0) -> tuple[Variation, ...]:
    """All with equally many values, as many as the longest or as asked: the shorter ones repeat their last."""
    length = length or max((len(variation.values) for variation in vary), default=0)
    return tuple(
        Variation(variation.path, (*variation.values, *[variation.values[-1]] * length)[:length]) for variation in vary
    )
