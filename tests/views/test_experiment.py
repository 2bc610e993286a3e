import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvt.spec import Spec, parse, titles
from kvt.views.experiment import MOST, Experiment, changed, read, write

DEFAULT = Experiment(Spec(), ("keras_fit", "tape_graph"))


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"routes": "module_graph"},
        {"dataset": "digits", "training.epochs": "5"},
        {"dataset": "digits", "routes": "keras_fit,tape_eager"},
        {"model.hidden": "16,8,4", "training.optimizer": "sgd", "training.optimizer.momentum": "0.9"},
    ],
)
def test_a_url_is_written_as_it_was_read(params):
    found = read(params, DEFAULT)
    assert found.problems == ()
    assert write(found.experiment, DEFAULT) == params


def test_what_a_url_leaves_out_is_kvts_default_even_where_the_page_begins_elsewhere():
    default = Experiment(parse({"dataset": "digits"}).spec, ("keras_fit",))
    assert read({"training.epochs": "5"}, default).experiment.spec.dataset.kind == "moons"


def test_a_pages_own_beginning_differs_from_kvts_default_in_the_url():
    default = Experiment(parse({"dataset": "digits"}).spec, ("keras_fit",))
    plain = Experiment(Spec(), ("keras_fit",))
    assert write(plain, default) != {}
    assert read(write(plain, default), default).experiment == plain


@pytest.mark.parametrize(
    ("params", "word"),
    [
        ({"routes": "warp"}, "warp"),
        ({"training.epochs": "nan"}, "nan"),
        ({"training.optimizer.learning_rate": "inf"}, "inf"),
        ({"model.hidden": "1000000"}, "1000000"),
        ({"__class__": "x"}, "__class__"),
        ({"dataset": "__import__('os')"}, "__import__"),
    ],
)
def test_a_crafted_value_gets_a_sentence_and_the_default(params, word):
    found = read(params, DEFAULT)
    assert found.experiment == DEFAULT
    assert len(found.problems) == 1
    assert word in found.problems[0]


def test_what_is_right_beside_what_is_wrong_is_kept():
    found = read({"dataset": "digits", "training.epochs": "-1", "routes": "tape_graph,x"}, DEFAULT)
    assert found.experiment.spec.dataset.kind == "digits"
    assert found.experiment.routes == ("tape_graph",)
    assert len(found.problems) == 2


def test_thousands_of_parameters_are_not_all_read():
    found = read({f"x{number}": "1" for number in range(5000)}, DEFAULT)
    assert len(found.problems) == MOST + 1


@given(st.dictionaries(st.text(max_size=30), st.text(max_size=30), max_size=5))
def test_no_url_raises(params):
    found = read(params, DEFAULT)
    assert read(write(found.experiment, DEFAULT), DEFAULT).experiment == found.experiment


def test_routes_come_in_kvts_order_and_once():
    asked = "tape_graph,keras_fit,tape_graph"
    assert read({"routes": asked}, DEFAULT).experiment.routes == ("keras_fit", "tape_graph")


def test_a_route_alone_is_a_race_of_one():
    assert read({"route": "tape_eager"}, DEFAULT).experiment.routes == ("tape_eager",)


def test_a_race_is_one_spec_a_route():
    assert [spec.route.kind for spec in DEFAULT.specs()] == ["keras_fit", "tape_graph"]


def test_a_clash_of_all_routes_is_told_once():
    large = Experiment(parse({"training.batch_size": "4000"}).spec, tuple(titles("route")))
    assert len(large.clashes()) == 1


def test_no_route_is_a_clash():
    assert "choose at least one" in Experiment(Spec(), ()).clashes()[0]


def test_a_typed_value_that_is_refused_is_told_by_the_forms_own_label():
    found = changed(DEFAULT, "training.optimizer.learning_rate", 0.0)
    assert found.experiment == DEFAULT
    assert found.problems[0].startswith("Learning rate cannot be 0.0")
