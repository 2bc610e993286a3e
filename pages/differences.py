"""Key differences: one model, trained by Keras's fit and by hand. Are they the same, and what does each cost?"""

import streamlit as st

from kvt.spec import Spec
from kvt.views import state
from kvt.views.examples import draw_examples
from kvt.views.experiment import Experiment
from kvt.views.form import form
from kvt.views.presets import Preset, choose_preset
from kvt.views.race import control, say_problems, shown_runs
from kvt.views.results import results
from kvt.views.table_upload import complete

PAGE = "differences"
SHOW = ("keras_fit", "tape_graph", "epoch_graph_xla")
ALL = ("keras_fit", "keras_train_step", "tape_eager", "tape_graph", "module_graph", "epoch_graph", "epoch_graph_xla")

PRESETS = (
    Preset("Two moons", "The curves lie on each other. The times do not.", SHOW),
    Preset(
        "Digits",
        "A larger model: more of each step is arithmetic, so the ways differ less in speed.",
        SHOW,
        {
            "dataset": "digits",
            "model.hidden": "128",
            "model.activation": "relu",
            "training.batch_size": "64",
            "training.optimizer.learning_rate": "0.001",
        },
    ),
    Preset(
        "Regression",
        "One feature, one number: watch the line bend itself to the points.",
        SHOW,
        {"dataset": "wave", "training.epochs": "40"},
    ),
    Preset(
        "Without Keras",
        "The same model in tf.Module and tf.Variable alone, its Adam written out.",
        ("keras_fit", "module_graph"),
    ),
    Preset(
        "All seven routes",
        "From Python running every operation to one compiled program.",
        ALL,
        {"training.epochs": "10"},
    ),
    Preset(
        "Unstable: rate 3",
        "Far too large a rate: rounding grows from step to step, until equal starts part.",
        ("keras_fit", "tape_graph", "module_graph"),
        {"training.optimizer": "sgd", "training.optimizer.learning_rate": "3"},
    ),
)

state.open_page(PAGE, Experiment(Spec(), SHOW))
complete(PAGE)
form(PAGE)

st.title("Trained by Keras and by hand: the same model? At what cost?", anchor=False)
about = st.empty()
chosen = choose_preset(PAGE, PRESETS)
about.markdown(
    "One model, one start, the same batches. "
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
results(PAGE, runs, document=2)
draw_examples(PAGE, "differences")
