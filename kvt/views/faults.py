"""What breaks the training, as a row of pills; and what the dump keeps, folded away."""

import streamlit as st

from kvt.spec import Knob, knobs
from kvt.views import state
from kvt.views.field import draw
from kvt.views.topic import topic_spec

FOLDED = ("ops", "dtypes", "buffer", "steps", "others")
WHY = {
    "log": "a logarithm in the loss, fed with a zero, and which line of the loss it stands on.",
    "rate": "how few steps a rate that is far too high takes to leave what float32 can hold.",
    "division": "a training that goes well for dozens of steps, until one row divides by its length, which is zero.",
    "recurrent": "a product within a loop over time: the same weights forty times in a row.",
    "data": "one missing value among a thousand. Does the loss show it, if nobody watches?",
}


def why(page: str) -> str:
    """What to look for with the fault that is chosen."""
    return WHY[topic_spec(page, "broken").topic.fault]


def choose_fault(page: str) -> None:
    knob = _knob(page, "fault")
    key = f"{page}:broken"
    pills = state.tell(f"{key}/fault", knob.value, always=True)
    st.pills(
        knob.label,
        list(knob.options),
        format_func=knob.options.get,
        key=pills,
        required=True,
        label_visibility="collapsed",
        **state.callback(state.change, key, knob.path, pills),
    )


def choose_dump(page: str) -> None:
    with st.expander("What the dump keeps, and for how many steps", icon=":material/tune:"):
        for column, name in zip(st.columns(len(FOLDED)), FOLDED, strict=True):
            with column:
                draw(f"{page}:broken", _knob(page, name))


def _knob(page: str, name: str) -> Knob:
    return next(knob for knob in knobs(topic_spec(page, "broken")) if knob.path == f"topic.{name}")
