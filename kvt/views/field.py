"""One knob as one widget, by its kind."""

import math
from typing import Any

import streamlit as st

from kvt.spec import Knob
from kvt.views import machine, state
from kvt.views.owners import label


def draw(page: str, knob: Knob) -> None:
    """Draw `knob`; what is typed goes to the page's experiment, and what cannot be taken gets a sentence there."""
    key = f"{page}:{knob.path}"
    lacks = machine.lacks(knob.needs)
    common: dict[str, Any] = {"help": f"{knob.help} {lacks}".strip() or None, "key": key} | state.callback(
        state.change, page, knob.path, key
    )
    common["disabled"] = bool(lacks) and knob.is_default  # what an address has set can be put back
    match knob.kind:
        case "integer":
            state.tell(key, int(knob.value))
            low, high = _bounds(knob, int)
            st.number_input(label(knob), low, high, step=integer_step(knob), **common)
        case "number":
            state.tell(key, float(knob.value))
            low, high = _bounds(knob, float)
            st.number_input(label(knob), low, high, step=number_step(knob), format="%g", **common)
        case "boolean":
            state.tell(key, knob.value)
            st.toggle(label(knob), **common)
        case "choice" | "variant":
            options = knob.options or {}
            state.tell(key, knob.value)
            st.selectbox(label(knob), list(options), format_func=lambda kind: options.get(kind, kind), **common)
        case "sizes":
            state.tell(key, ", ".join(map(str, knob.value)))
            st.text_input(label(knob), max_chars=100, **common)
        case "text":
            state.tell(key, str(knob.value))
            st.text_input(label(knob), max_chars=200, **common)


def integer_step(knob: Knob) -> int:
    """A tenth of the value's own power of ten, so that 20 goes by 1 and 1000 by 100; seeds always by 1."""
    if knob.path.startswith("seeds.") or knob.value < 100:
        return 1
    return 10 ** (int(math.log10(knob.value)) - 1)


def number_step(knob: Knob) -> float:
    """What the plus adds: on a log scale the value's own power of ten, else a twentieth of a round range."""
    if knob.scale == "log":
        return 10.0 ** math.floor(math.log10(knob.value)) if knob.value > 0 else 0.001
    # Near 1, where momenta and betas live, a step of 0.05 would jump over everything that is tried in practice.
    if knob.below_high:
        left = 1.0 - float(knob.value)
        return 10.0 ** math.floor(math.log10(left)) if 0 < left < 1 else 0.1
    return 0.05


def _bounds(knob: Knob, kind: type) -> tuple[Any, Any]:
    """What the widget may hold. A bound that is itself excluded is left to the spec, which has a sentence for it."""
    return (None if knob.low is None else kind(knob.low)), (None if knob.high is None else kind(knob.high))
