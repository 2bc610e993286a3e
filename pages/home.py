"""What kvt is, one button that shows it, and the machine that it measures."""

from typing import NamedTuple

import streamlit as st

from kvt.views import machine, state


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
        "What does a knob do, and whose is it? One is changed and all else kept: what is learned, and how fast, apart. "
        "Whose each is, the installed packages are asked.",
    ),
    Card(
        "differences.py",
        "balance",
        "Key differences",
        "The same model? At the same speed? In how many lines? Seven ways of training, from `fit` to whole epochs "
        "compiled into one program, raced from equal weights over equal batches.",
    ),
    Card(
        "interaction.py",
        "account_tree",
        "How Keras rests on TensorFlow",
        "One network written in four ways, and the graph below it. Layers, optimizers and gradients of your own, and "
        "which distribution strategies carry a Keras model.",
    ),
    Card(
        "cnn.py",
        "grid_on",
        "Convolutional networks",
        "A network that reads digits, in a few lines of Keras and without any. One convolution by layer, operation and "
        "loops, down to the sum of one pixel.",
    ),
)

_, middle, _ = st.columns([1, 5, 1])
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
    for card in CARDS:
        with st.container(border=True):
            st.markdown(f"#### :material/{card.icon}: {card.title}", anchors=False)
            st.markdown(card.about)
            st.page_link(card.file, label="Open the experiment", icon=":material/arrow_forward:")
    with st.container(border=True):
        machine.draw()
    st.caption("To come: which one to choose")
