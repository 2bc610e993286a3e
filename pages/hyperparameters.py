"""Hyperparameters: whose are they, and what does each one do? One knob is changed, and all else kept."""

import streamlit as st

from kvt.claims import c13_finer_control, c14_threads, c15_what_and_how_fast, c17_regularisation
from kvt.views import state
from kvt.views.examples import draw_examples
from kvt.views.form import form
from kvt.views.owner_table import draw_owners
from kvt.views.presets import Preset, choose_preset
from kvt.views.race import control, say_problems, shown_runs
from kvt.views.results import results
from kvt.views.table_upload import complete
from kvt.views.twin_tiles import twin_tiles
from kvt.views.varying import choose_vary

PAGE = "hyperparameters"
FIT = ("keras_fit",)

PRESETS = (
    Preset(
        "Learning rate",
        "One value of Keras’s, three runs: the curves part, and the speed stays.",
        FIT,
        {"vary": "training.optimizer.learning_rate:0.03,0.003,0.0003"},
    ),
    Preset(
        "XLA",
        "An engine’s switch: the curves lie on each other, and the first call and the speed change.",
        FIT,
        {"vary": "engine.jit_compile:off,on"},
    ),
    Preset(
        "Both at once",
        "One run with another engine, one with another batch: only one of them learns something else.",
        FIT,
        c15_what_and_how_fast.SETTINGS,
    ),
    Preset(
        "Own Adam",
        "Two values of Adam’s overridden against its defaults.",
        FIT,
        c13_finer_control.SETTINGS,
    ),
    Preset(
        "Threads",
        "One thread or two within an operation: a larger network, so that there is something to share.",
        FIT,
        c14_threads.SETTINGS,
    ),
    Preset(
        "Dropout",
        "Few samples and a large network: how far the validation loss stays above the training loss.",
        FIT,
        c17_regularisation.SETTINGS,
    ),
    Preset(
        "L2",
        "The same with a penalty on large weights.",
        FIT,
        c17_regularisation.SETTINGS | {"vary": "model.l2:0,0.003,0.03"},
    ),
)

state.open_page(PAGE, PRESETS[0].experiment)
complete(PAGE)
form(PAGE)

st.title("What does this knob do? And whose is it?", anchor=False)
about = st.empty()
chosen = choose_preset(PAGE, PRESETS)
about.markdown(
    "One knob is changed, all else is kept. "
    + (f"**Look for:** {chosen.why}" if chosen else "**Your own experiment:** press Race and compare the runs.")
)
runs = shown_runs(PAGE)
control(PAGE, runs, choose_vary)
say_problems(PAGE)
state.publish(PAGE)
results(PAGE, runs, document=1, tiles=twin_tiles)
draw_owners(PAGE)
draw_examples(PAGE, "hyperparameters")
