import pytest

from kvt.spec import differing, keys, labels


def test_routes_are_called_by_their_titles(spec):
    assert labels([spec(), spec(route="tape_graph")]) == ["Keras fit", "Tape, tf.function"]


def test_what_differs_is_the_label(spec):
    found = labels([spec(), spec(training__optimizer__learning_rate="0.001", training__optimizer__beta_1="0.95")])
    assert found == ["Learning rate 0.03, beta 1 0.9", "Learning rate 0.001, beta 1 0.95"]


def test_an_abbreviation_keeps_its_capitals_inside_a_label(spec):
    found = labels([spec(), spec(training__batch_size="64", engine__jit_compile="on")])
    assert found[1] == "Batch size 64, XLA on"


def test_routes_and_values_that_differ_are_both_told(spec):
    found = labels([spec(training__epochs="5"), spec(training__epochs="6", route="tape_graph")])
    assert found == ["Keras fit · Epochs 5", "Tape, tf.function · Epochs 6"]


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"engine__jit_compile": "on"}, "XLA on"),
        ({"engine__onednn": "false"}, "oneDNN off"),
        ({"model__hidden": "16,4"}, "Hidden layers 16-4"),
        ({"model__hidden": ""}, "Hidden layers none"),
        ({"training__optimizer": "sgd"}, "Optimizer SGD"),
        ({"dataset": "wave"}, "Dataset A noisy wave"),
    ],
)
def test_a_value_is_told_as_the_form_tells_it(changes, label, spec):
    assert labels([spec(), spec(**changes)])[1] == label
    assert differing([spec(), spec(**changes)]) == (next(iter(changes)).replace("__", "."),)


def test_another_choice_of_class_hides_what_it_brings(spec):
    assert differing([spec(), spec(training__optimizer="sgd")]) == ("training.optimizer",)


def test_a_race_of_one_is_called_by_its_route(spec):
    assert labels([spec(training__epochs="5")]) == ["Keras fit"]


def test_keys_are_kinds_of_routes_until_two_share_one(spec):
    assert keys([spec(), spec(route="tape_graph", training__epochs="3")]) == ["keras_fit", "tape_graph"]
    assert keys([spec(training__epochs="2"), spec(training__epochs="3")]) == ["Epochs 2", "Epochs 3"]
