"""Convolutional networks: in Keras, by hand, without Keras; and what happens inside of one convolution."""

import streamlit as st

from kvt.claims import c41_few_lines
from kvt.views import state
from kvt.views.examples import draw_examples
from kvt.views.form import form
from kvt.views.image_tiles import image_tiles
from kvt.views.one_convolution import draw_convolution
from kvt.views.presets import Preset, choose_preset
from kvt.views.race import control, say_problems, shown_runs
from kvt.views.results import results
from kvt.views.table_upload import complete
from kvt.views.topic import draw_topic, topic_outcomes

PAGE = "cnn"
SETTINGS = {name: value for name, value in c41_few_lines.SETTINGS.items() if name != "routes"}
SHOW = tuple(c41_few_lines.SETTINGS["routes"].split(","))

PRESETS = (
    Preset(
        "Digits", "Nearly all held-out digits are told right, after seconds, and equally by all ways.", SHOW, SETTINGS
    ),
    Preset(
        "Without Keras",
        "The same network in tf.Variable and tf.nn alone: more code, the same losses.",
        ("keras_fit", "module_graph"),
        SETTINGS,
    ),
    Preset(
        "XLA: won or lost?",
        "XLA compiles TensorFlow’s convolution badly on CPUs. Written as one product of matrices it wins.",
        ("epoch_graph", "epoch_graph_xla"),
        SETTINGS | {"vary": "model.convolution:direct,shifted"},
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

state.open_page(PAGE, PRESETS[0].experiment)
complete(PAGE)
form(PAGE)

st.title("A network that reads digits: how much of it is Keras’s?", anchor=False)
about = st.empty()
chosen = choose_preset(PAGE, PRESETS)
about.markdown(
    "Filters slide over images, and a dense layer decides. "
    + (
        f"**Look for:** {chosen.why}"
        if chosen
        else "**Your own experiment:** press Race and see whether it still holds."
    )
)
runs = shown_runs(PAGE)
control(PAGE, runs)
say_problems(PAGE)
state.publish(PAGE)
results(PAGE, runs, document=4, tiles=image_tiles, drawn=("convolution",))

st.header("Inside one convolution", anchor=False)
st.caption("One digit under four filters, by a layer of Keras, an operation of TensorFlow, and loops over the pixels.")
draw_topic(PAGE, "convolution")
found = topic_outcomes(PAGE, "convolution")
draw_convolution(PAGE, found[0].history.results if found else ())
draw_examples(PAGE, "cnn")
