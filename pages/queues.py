"""Threads and queues: what it buys to make the next samples while the step trains, by eleven input pipelines."""

import streamlit as st

from kvt.views.pipelines import draw_rates, draw_time_lines, tiles
from kvt.views.presets import Preset
from kvt.views.topic import choose_topic_preset, draw_topic, draw_topic_knobs, open_topic, topic_outcomes
from kvt.views.topic_code import draw_topic_code
from kvt.views.verdicts import draw_claims, draw_tiles

PAGE, TOPIC = "queues", "pipelines"


def preset(name: str, why: str, **values: str) -> Preset:
    return Preset(name, why, (), {"topic": TOPIC} | {f"topic.{knob}": value for knob, value in values.items()})


PRESETS = (
    preset(
        "Disk-bound",
        "Threads can wait for a disk together. Which pipelines close the gaps?",
    ),
    preset(
        "Python-bound",
        "Computing in Python: one thread of a process works at a time, so that threads gain little. Do processes?",
        work="python",
        work_ms="2",
        step_ms="10",
        batches="25",
        passes="1",
    ),
    preset(
        "Decoder-bound",
        "Computing in C lets other threads go on: as many lanes are busy at once as there are cores.",
        work="native",
        work_ms="2",
        step_ms="10",
        batches="25",
        passes="1",
    ),
    preset(
        "Step-bound",
        "The step takes nearly all the time, so that no pipeline helps.",
        work_ms="0.1",
        step_ms="30",
    ),
    preset(
        "Cached",
        "Four passes over the same samples. The cache makes each once: does it pass what overlap alone could give?",
        batches="10",
        passes="4",
    ),
    preset(
        "A broken record",
        "One record cannot be read. Does each pipeline say so and end, or does the step wait for ever?",
        broken_at="200",
    ),
)

open_topic(PAGE, TOPIC)
found = topic_outcomes(PAGE, TOPIC)
results = found[0].history.results if found else ()

st.title("Does the step wait for its data? Threads, queues, processes and tf.data", anchor=False)
words = st.empty()  # filled when the presets below it are known
chosen = choose_topic_preset(PAGE, TOPIC, PRESETS)
words.markdown(
    "The same samples to the same step, by eleven pipelines. "
    + (f"**Look for:** {chosen.why}" if chosen else "**Your own values:** run it and see where the time goes.")
)
draw_topic_knobs(PAGE, TOPIC)
draw_topic(PAGE, TOPIC, primary=True, in_row=())
draw_tiles(tiles(results))
draw_rates(results)

st.header("Who works when", anchor=False)
draw_time_lines(PAGE, results)

st.header("The code", anchor=False)
draw_topic_code(PAGE, (TOPIC,))
st.header("What the document claims, and what this machine says", anchor=False)
draw_claims(PAGE, 5, found, drawn=(TOPIC,), only=("5.3",))
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("As the document prints its queue runner, and as one writes it now:", width="content")
    st.page_link("choose.py", label="the document’s examples, run today")
