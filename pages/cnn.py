"""Convolutional networks: in Keras, by hand, without Keras; and what happens inside of one convolution."""

import streamlit as st

from kvt.claims import c41_few_lines
from kvt.views.attention import draw_attention
from kvt.views.examples import draw_examples
from kvt.views.image_tiles import image_tiles
from kvt.views.inside import draw_inside
from kvt.views.one_convolution import draw_convolution
from kvt.views.opening import open_race
from kvt.views.presets import Preset
from kvt.views.results import results
from kvt.views.topic import draw_topic, topic_outcomes

PAGE = "cnn"
SETTINGS = {name: value for name, value in c41_few_lines.SETTINGS.items() if name != "routes"}
DRAWN = ("convolution", "attention")  # topics with a place of their own on the page
SHOW = tuple(c41_few_lines.SETTINGS["routes"].split(","))

PRESETS = (
    Preset("Digits", "Nearly all held-out digits are read right in seconds, by all ways alike.", SHOW, SETTINGS),
    Preset(
        "Without Keras",
        "The same network in tf.Variable and tf.nn alone: more code, the same losses.",
        ("keras_fit", "module_graph"),
        SETTINGS,
    ),
    Preset(
        "XLA: won or lost?",
        "Each with TensorFlow’s own convolution, and with the same sums as one product of matrices. Which is fastest?",
        ("epoch_graph", "epoch_graph_xla"),
        SETTINGS | {"vary": "model.convolution:direct,shifted"},
    ),
    Preset(
        "Augmented",
        "Each image is shifted and turned a little at every step. Does that help with those held out, here?",
        ("keras_fit", "module_graph"),
        SETTINGS | {"vary": "model.augmentation:0,0.1"},
    ),
    Preset(
        "MNIST’s size",
        "The same digits drawn on 28×28 pixels: each step is mostly arithmetic. Nothing is downloaded.",
        ("keras_fit", "tape_graph", "epoch_graph_xla"),
        SETTINGS | {"dataset.pixels": "28", "training.epochs": "3", "training.optimizer.learning_rate": "0.002"},
    ),
    Preset(
        "MNIST",
        "Larger images, downloaded on first use: each step is mostly arithmetic.",
        ("keras_fit", "tape_graph"),
        SETTINGS
        | {
            "dataset": "mnist",
            "dataset.samples": "8000",
            "training.epochs": "4",
            "training.optimizer.learning_rate": "0.002",
        },
    ),
)

runs = open_race(
    PAGE,
    PRESETS,
    question="A network that reads digits: how much of it is Keras’s?",
    about="Filters slide over images, and a dense layer decides.",
)
results(PAGE, runs, document=4, tiles=image_tiles, drawn=DRAWN, below_picture=draw_inside)

st.header("Inside one convolution", anchor=False)
st.caption("One digit under four filters, by a layer of Keras, an operation of TensorFlow, and loops over the pixels.")
draw_topic(PAGE, "convolution")
found = topic_outcomes(PAGE, "convolution")
draw_convolution(PAGE, found[0].history.results if found else ())

st.header("What attention looks at", anchor=False)
st.caption(
    "After the pooling, each of 4×4 squares looks at all of them: by Keras’s layer, and by hand, from equal weights."
)
draw_topic(PAGE, "attention")
found = topic_outcomes(PAGE, "attention")
draw_attention(PAGE, found[0].history.results if found else ())
draw_examples(PAGE, "cnn")
