"""Which one to choose: needs weighed against figures of one's own; recurrent networks; a model leaves Python."""

from collections.abc import Sequence

import streamlit as st

from kvt.claims import CLAIMS
from kvt.claims.measures import WAYS
from kvt.runs.run import Run
from kvt.views.adviser import ADDRESS, TOPICS, draw_adviser
from kvt.views.evidence import gather, races_of
from kvt.views.examples import draw_examples
from kvt.views.exported import draw_exported
from kvt.views.opening import open_race
from kvt.views.presets import Preset
from kvt.views.results import results
from kvt.views.topic import draw_topic, topic_outcomes, topic_runs

PAGE = "choose"
SEQUENCES = {
    "dataset": "sine",
    "model": "rnn",
    "training.epochs": "8",
    "training.optimizer.learning_rate": "0.01",
}

PRESETS = (
    Preset("Five ways", "One model by every way that the adviser knows: their costs and gains.", WAYS),
    Preset(
        "Recurrent network",
        "A GRU reads a noisy sine step by step: by a layer of Keras, and written out. The losses lie on each other.",
        ("keras_fit", "tape_graph", "module_graph"),
        SEQUENCES,
    ),
    Preset(
        "Three cells",
        "SimpleRNN, GRU and LSTM on the same sequences: which learns faster, and which is faster?",
        ("keras_fit",),
        SEQUENCES | {"vary": "model.cell:simple,gru,lstm"},
    ),
    Preset(
        "Loop or laid out",
        "The same GRU, its time steps a loop in the graph or one after the other: wait longer, then run faster?",
        ("tape_graph",),
        SEQUENCES | {"vary": "model.unroll:off,on"},
    ),
)

OTHERS = ("control", "queues", "debugger")  # the pages that answer the rest of the document


def draw_export(page: str, runs: Sequence[Run]) -> None:
    st.header("Into production: one model, many formats", anchor=False)
    st.caption("A trained network leaves Python: written, read back, and asked for every held-out digit again.")
    draw_topic(page, "export")
    found = topic_outcomes(page, "export")
    draw_exported(found[0].history.results if found else (), topic_runs(page, "export"))


runs = open_race(
    PAGE,
    PRESETS,
    question="Keras or TensorFlow: which one should you choose?",
    about="Weigh what you need; a race gets the figures that decide.",
    beside=(ADDRESS,),
)
evidence = gather(WAYS, {*TOPICS, *(claim.topic for claim in CLAIMS[5])})
draw_adviser(PAGE, evidence)
results(
    PAGE,
    runs,
    document=5,
    drawn=("export", *evidence.stories),
    below_picture=draw_export,
    knobs=False,
    elsewhere=[*evidence.outcomes, *races_of(OTHERS)],
)
draw_examples(PAGE, "choice")
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption("The document’s last word, the high-level APIs of TensorFlow 2, is Keras itself:", width="content")
    st.page_link("interaction.py", label="which Keras that is, and four ways to write a network")
