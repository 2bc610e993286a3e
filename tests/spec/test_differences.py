from kvt.spec import parse
from kvt.spec.differences import differences


def specs(*settings):
    return [parse({key.replace("__", "."): value for key, value in one.items()}).spec for one in settings]


def told(*settings):
    return {found.knob.path: found.texts for found in differences(specs(*settings))}


def test_what_is_the_same_in_all_is_left_out():
    assert told({}, {}) == {}
    assert told({"training__epochs": "3"}, {"training__epochs": "5"}) == {"training.epochs": ("3", "5")}


def test_values_are_as_they_were_set_and_texts_as_people_read_them():
    [found] = differences(specs({"route": "keras_fit"}, {"route": "tape_graph"}))
    assert (found.values, found.texts) == (("keras_fit", "tape_graph"), ("Keras fit", "Tape, tf.function"))
    assert not found.is_number


def test_of_what_a_choice_brings_only_what_several_have_and_set_otherwise():
    found = told(
        {"training__optimizer": "sgd", "training__optimizer.momentum": "0.9"},
        {"training__optimizer": "adam", "training__optimizer.learning_rate": "0.5"},
    )
    assert list(found) == ["training.optimizer", "training.optimizer.learning_rate"]
    two = {"training__optimizer": "sgd", "training__optimizer.momentum": "0.5"}
    found = told({"training__optimizer": "sgd"}, {"training__optimizer": "adam"}, two)
    assert found["training.optimizer.momentum"][1] == "–"


def test_no_spec_and_one_differ_in_nothing():
    assert differences([]) == differences(specs({})) == ()
