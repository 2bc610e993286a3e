import pytest

from kvt.errors import ClashError
from kvt.spec import Spec, check, clashes
from kvt.spec.clashes import RULES


def test_the_default_has_no_clash():
    assert clashes(Spec()) == []
    check(Spec())


CLASHING = [
    ("csv_is_chosen", {"dataset": "csv"}, "upload a CSV"),
    ("loss_fits_task", {"dataset": "digits", "training__loss": "hinge"}, "does not fit Digits"),
    ("batch_fits_samples", {"dataset": "iris", "training__batch_size": 500}, "make the batch smaller"),
    (
        "stopping_needs_validation",
        {"training__stopping": "patience", "training__validation_share": 0},
        "keep a share of the samples",
    ),
    (
        "nesterov_needs_momentum",
        {"training__optimizer": "sgd", "training__optimizer__nesterov": True},
        "momentum is 0",
    ),
    ("eager_excludes_graphs", {"engine__run_eagerly": True, "engine__jit_compile": "on"}, "XLA compiles a graph"),
    ("eager_excludes_graphs", {"engine__run_eagerly": True, "engine__steps_per_execution": 5}, "set it to 1"),
    ("execution_fits_epoch", {"engine__steps_per_execution": 7}, "choose one of 1, 5, 25"),
    ("by_hand_is_not_all", {"route": "module_graph", "training__optimizer__ema": True}, "leave this route out"),
    ("by_hand_is_not_all", {"route": "module_graph", "training__optimizer__accumulation": 4}, "leave this route out"),
    ("convolutions_need_images", {"model": "cnn"}, "Two moons has none: choose Digits, MNIST, "),
    ("convolutions_need_images", {"model": "cnn", "dataset": "sine"}, "A noisy sine, step by step has none"),
    ("recurrence_needs_sequences", {"model": "rnn"}, "Two moons has none: choose A noisy sine, step by step, or"),
    ("recurrence_needs_sequences", {"model": "rnn", "dataset": "digits"}, "Digits has none"),
    (
        "pooling_leaves_a_pixel",
        {"model": "cnn", "dataset": "digits", "model__filters": "8,8,8,8"},
        "leave nothing of 8×8 pixels: have at most 3 blocks",
    ),
    (
        "deterministic_xla_has_no_maximum",
        {"model": "cnn", "dataset": "digits", "route": "epoch_graph_xla", "engine__deterministic": True},
        "pool by the mean",
    ),
    (
        "deterministic_xla_has_no_maximum",
        {"model": "cnn", "dataset": "digits", "engine__jit_compile": "on", "engine__deterministic": True},
        "Keras fit runs under XLA",
    ),
    (
        "debugger_sees_operations",
        {"engine__debugger": "dump", "route": "epoch_graph_xla"},
        "switch XLA or the debugger off",
    ),
    ("steering_reaches_each_step", {"topic": "steering", "route": "epoch_graph"}, "choose fit, or a tape by hand"),
    ("steering_reaches_each_step", {"topic": "steering", "route": "module_graph"}, "choose fit, or a tape by hand"),
    ("steering_reaches_each_step", {"topic": "steering", "training__schedule": "cosine"}, "choose a constant one"),
    (
        "steering_reaches_each_step",
        {"topic": "steering", "engine__steps_per_execution": 5},
        "set steps per execution to 1",
    ),
    (
        "augmentation_has_no_xla",
        {"model": "cnn", "dataset": "digits", "model__augmentation": 0.1, "route": "epoch_graph_xla"},
        "set augmentation to 0",
    ),
    (
        "memory_grows_or_is_limited",
        {"engine__memory_growth": True, "engine__memory_limit": 500},
        "switch growth off, or set the limit to 0",
    ),
]

ALLOWED = [
    {"model__filters": "8,8,8"},
    {"model__filters": "8,8,8,8", "model__pooling": "none"},
    {"engine__deterministic": True},
    {"engine__deterministic": True, "route": "epoch_graph_xla", "model__pooling": "average"},
    {"engine__deterministic": True, "route": "tape_eager", "engine__jit_compile": "on"},
    {"engine__deterministic": True, "route": "epoch_graph", "engine__jit_compile": "on"},
    {"model__augmentation": 0.1, "route": "epoch_graph"},
    {"model__augmentation": 0.1, "route": "tape_eager", "engine__jit_compile": "on"},
    {"engine__memory_limit": 500},
    {"engine__memory_growth": True},
]


@pytest.mark.parametrize(("rule", "fields", "words"), CLASHING)
def test_a_clash_says_why_and_what_to_change(spec, rule, fields, words):
    found = clashes(spec(**fields))
    assert words in " ".join(clash.sentence for clash in found)
    with pytest.raises(ClashError) as raised:
        check(spec(**fields))
    assert words in str(raised.value)


@pytest.mark.parametrize("fields", ALLOWED)
def test_a_convolutional_network_of_images_may_be_trained(spec, fields):
    assert clashes(spec(model="cnn", dataset="digits", **fields)) == []


def test_every_rule_is_shown_to_find_something():
    elsewhere = {"going_on_goes_further"}  # no field sets it: tests/runs/test_going_on.py
    assert {rule for rule, _, _ in CLASHING} | elsewhere == {rule.__name__ for rule in RULES}


def test_a_clash_names_fields_that_there_are(spec):
    for _, fields, _ in CLASHING:
        for clash in clashes(spec(**fields)):
            assert clash.paths
