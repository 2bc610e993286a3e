"""What kvt is, one button that shows it, which way to choose, and the machine that it measures."""

from typing import NamedTuple

import streamlit as st

from kvt.claims.advice import PROFILES, write
from kvt.views import machine, state
from kvt.views.adviser import ADDRESS, whole


class Card(NamedTuple):
    file: str
    icon: str
    title: str
    about: str


CARDS = (
    Card(
        "hyperparameters.py",
        "tune",
        "Hyperparameters",
        "What does a knob do, and whose is it? One is changed and all else kept: what is learned, and how fast.",
    ),
    Card(
        "differences.py",
        "balance",
        "Key differences",
        "The same model? At the same speed? In how many lines? Seven ways, from `fit` to whole epochs in one program.",
    ),
    Card(
        "interaction.py",
        "account_tree",
        "How Keras rests on TensorFlow",
        "One network in four ways, and the graph below it. Parts of your own, and strategies that carry a Keras model.",
    ),
    Card(
        "cnn.py",
        "grid_on",
        "Convolutional networks",
        "A network that reads digits, with Keras and without. One convolution, down to the sum of one pixel.",
    ),
    Card(
        "control.py",
        "sports_esports",
        "Control",
        "Freeze a variable, bend a gradient, steer a training while it runs: through Keras, and by hand.",
    ),
    Card(
        "queues.py",
        "stacks",
        "Threads and queues",
        "What it buys to make the next samples while the step trains: eleven input pipelines against each other.",
    ),
    Card(
        "debugger.py",
        "bug_report",
        "The debugger",
        "A training broken on purpose: which operation made the first bad number, and on which line of the script?",
    ),
    Card(
        "sweeps.py",
        "travel_explore",
        "Sweeps",
        "Many runs, each with other values: what learns best, and which value matters?",
    ),
)

_, middle, _ = st.columns([1, 7, 1])
with middle:
    st.space("small")
    st.title("Keras or TensorFlow? Try it, here.", anchor=False)
    st.markdown(
        "kvt is a laboratory: it trains one and the same model the way of :orange[**Keras**] and the way of "
        ":blue[**TensorFlow**], on this machine, with your values. Every figure comes from a run that you started, and "
        "every script that ran is yours to read and to take along."
    )
    if st.button("Race Keras against TensorFlow", type="primary", icon=":material/play_arrow:"):
        state.ask_to_start("differences")
        st.switch_page("differences.py")

    st.space("small")
    with st.container(border=True):
        st.markdown("#### :material/signpost: Which one to choose", anchors=False)
        st.markdown(
            "Weigh what you need, and see which way fits, by figures of your own runs. A recurrent network, and a "
            "trained model in the formats of servers, phones and browsers. **What do you want?**"
        )
        with st.container(horizontal=True):
            for name, profile in PROFILES.items():
                address = {ADDRESS: write(whole(profile))}
                st.page_link("choose.py", label=name, icon=":material/arrow_forward:", query_params=address)
    for left in range(0, len(CARDS), 2):
        for column, card in zip(st.columns(2), CARDS[left : left + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"#### :material/{card.icon}: {card.title}", anchors=False)
                st.markdown(card.about)
                st.page_link(card.file, label="Open the experiment", icon=":material/arrow_forward:")
    with st.container(border=True):
        machine.draw()
