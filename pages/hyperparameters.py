"""Hyperparameters: whose are they, and what does each one do? One knob is changed, and all else kept."""

from kvt.claims import c13_finer_control, c14_threads, c15_what_and_how_fast, c17_regularisation
from kvt.views.examples import draw_examples
from kvt.views.opening import open_race
from kvt.views.owner_table import draw_owners
from kvt.views.presets import Preset
from kvt.views.results import results
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
        "An engine’s switch: the curves lie on each other, the speed changes.",
        FIT,
        {"vary": "engine.jit_compile:off,on"},
    ),
    Preset(
        "Both at once",
        "Another engine, then another batch: only one learns something else.",
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
        "One thread or two within an operation: the same curves, other times.",
        FIT,
        c14_threads.SETTINGS,
    ),
    Preset(
        "Dropout",
        "Few samples, a large network: how far validation stays above training.",
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


def draw_whose(page: str) -> None:
    """What stands below the claims: the owner of each knob, and the document's examples."""
    draw_owners(page)
    draw_examples(page, "hyperparameters")


runs = open_race(
    PAGE,
    PRESETS,
    question="What does this knob do? And whose is it?",
    about="One knob is changed, all else is kept.",
    choose=choose_vary,
)
results(PAGE, runs, document=1, tiles=twin_tiles, below_claims=draw_whose)
