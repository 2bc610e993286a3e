"""Convolutional networks: in Keras, by hand, without Keras; and what happens inside of one convolution."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from kvt.claims import c41_few_lines
from kvt.runs.run import Run
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
        "The same in tf.Variable and tf.nn alone: more code, the same losses.",
        ("keras_fit", "module_graph"),
        SETTINGS,
    ),
    Preset(
        "XLA: won or lost?",
        "With XLA and without: a convolution, or the same sums as one product?",
        ("epoch_graph", "epoch_graph_xla"),
        SETTINGS | {"vary": "model.convolution:direct,shifted"},
    ),
    Preset(
        "Augmented",
        "Images shifted and turned a little at every step: does that help here?",
        ("keras_fit", "module_graph"),
        SETTINGS | {"vary": "model.augmentation:0,0.1"},
    ),
    Preset(
        "MNIST’s size",
        "The same digits on 28×28 pixels: mostly arithmetic. No download.",
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


def draw_sights(page: str, runs: Sequence[Run]) -> None:
    """What stands below the picture: what these runs see, one convolution down to its sums, and attention."""
    draw_inside(page, runs)
    st.header("Inside one convolution", anchor=False)
    st.caption(
        "One digit under four filters, by a layer of Keras, an operation of TensorFlow, and loops over the pixels."
    )
    draw_topic(page, "convolution")
    draw_convolution(page, _found(page, "convolution"))
    st.header("What attention looks at", anchor=False)
    st.caption(
        "After the pooling, each of 4×4 squares looks at all of them: by Keras’s layer and by hand, from equal weights."
    )
    draw_topic(page, "attention")
    draw_attention(page, _found(page, "attention"))


def _found(page: str, topic: str) -> Sequence[Mapping[str, Any]]:
    found = topic_outcomes(page, topic)
    return found[0].history.results if found else ()


runs = open_race(
    PAGE,
    PRESETS,
    question="A network that reads digits: how much of it is Keras’s?",
    about="Filters slide over images, and a dense layer decides.",
)
results(
    PAGE,
    runs,
    document=4,
    tiles=image_tiles,
    drawn=DRAWN,
    below_picture=draw_sights,
    below_claims=partial(draw_examples, document="cnn"),
)
