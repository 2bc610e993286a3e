"""Key differences: one model, trained by Keras's fit and by hand. Are they the same, and what does each cost?"""

from functools import partial

from kvt.views.examples import draw_examples
from kvt.views.opening import open_race
from kvt.views.presets import Preset
from kvt.views.results import results

PAGE = "differences"
SHOW = ("keras_fit", "tape_graph", "epoch_graph_xla")
ALL = ("keras_fit", "keras_train_step", "tape_eager", "tape_graph", "module_graph", "epoch_graph", "epoch_graph_xla")

PRESETS = (
    Preset("Two moons", "The curves lie on each other. The times do not.", SHOW),
    Preset(
        "Digits",
        "A larger model: more arithmetic a step, so the ways differ less in speed.",
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
        "Unstable: rate 0.3",
        "Far too large a rate: rounding grows from step to step, until equal starts part.",
        ("keras_fit", "tape_graph", "module_graph"),
        {"training.optimizer.learning_rate": "0.3", "training.epochs": "30"},
    ),
)

runs = open_race(
    PAGE,
    PRESETS,
    question="Trained by Keras and by hand: the same model? At what cost?",
    about="One model, one start, the same batches.",
)
results(PAGE, runs, document=2, below_claims=partial(draw_examples, document="differences"))
