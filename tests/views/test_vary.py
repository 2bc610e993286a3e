import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvt.spec import Spec, parse
from kvt.views.experiment import Experiment, read, write
from kvt.views.vary import MOST_VALUES, Variation, stray, variants
from kvt.views.vary import read as read_vary

DEFAULT = Experiment(Spec(), ("keras_fit",))


@pytest.mark.parametrize(
    "vary",
    [
        "training.optimizer.learning_rate:0.001,0.0005",
        "training.optimizer.learning_rate:0.001,0.0005;training.optimizer.beta_1:0.9,0.95",
        "model.hidden:8-8,64-64",
        "engine.jit_compile:off,on",
        "training.optimizer:adam,sgd",
    ],
)
def test_what_varies_is_written_as_it_was_read(vary):
    found = read({"vary": vary}, DEFAULT)
    assert found.problems == ()
    assert len(found.experiment.specs()) == 2
    assert write(found.experiment, DEFAULT) == {"vary": vary}


def test_each_racer_has_its_value_and_all_else_the_same():
    found = read({"vary": "training.batch_size:32,64", "training.epochs": "3"}, DEFAULT).experiment
    assert [spec.training.batch_size for spec in found.specs()] == [32, 64]
    assert {spec.training.epochs for spec in found.specs()} == {3}
    assert [racer.label for racer in found.racers()] == ["Batch size 32", "Batch size 64"]


def test_two_knobs_change_in_step_and_the_shorter_ends_it():
    found = read_vary("training.epochs:1,2,3;training.batch_size:16,32", Spec())
    assert found.vary == (Variation("training.epochs", ("1", "2")), Variation("training.batch_size", ("16", "32")))


def test_every_value_is_raced_on_every_route():
    found = read({"vary": "training.epochs:1,2", "routes": "keras_fit,tape_graph"}, DEFAULT).experiment
    assert [(spec.route.kind, spec.training.epochs) for spec in found.specs()] == [
        ("keras_fit", 1), ("keras_fit", 2), ("tape_graph", 1), ("tape_graph", 2),
    ]  # fmt: skip


def test_equal_values_are_raced_once():
    assert len(read({"vary": "training.epochs:2,2,02"}, DEFAULT).experiment.specs()) == 1


@pytest.mark.parametrize(
    ("vary", "word"),
    [
        ("training.epochs", "field:value"),
        ("training.epochs:", "field:value"),
        ("warp:1,2", "warp"),
        ("training.epochs:nan", "nan"),
        ("training.epochs:1,99999999", "99999999"),
        ("route:keras_fit,tape_graph", "parameter of their own"),
        ("topic:example", "parameter of their own"),
        ("__class__:1", "__class__"),
    ],
)
def test_what_cannot_vary_gets_a_sentence(vary, word):
    found = read({"vary": vary}, DEFAULT)
    assert word in " ".join(found.problems)
    assert found.experiment.clashes() == []


def test_a_bad_value_takes_only_its_own_racer_away():
    found = read_vary("training.epochs:1,-5,3", Spec())
    assert found.vary == (Variation("training.epochs", ("1", "3")),)


def test_a_thousand_values_are_not_all_raced():
    vary = "training.epochs:" + ",".join(map(str, range(1, 1001)))
    assert len(read({"vary": vary}, DEFAULT).experiment.specs()) == MOST_VALUES


def test_what_no_longer_fits_is_a_clash_that_says_so():
    vary = (Variation("training.optimizer.beta_1", ("0.9", "0.5")),)
    assert stray(Spec(), vary) == []
    spec = parse({"training.optimizer": "sgd"}).spec
    assert "There is no field" in Experiment(spec, ("keras_fit",), vary).clashes()[0]
    assert variants(spec, vary) == [spec]


def test_a_page_that_begins_with_twins_can_be_left_without_them():
    default = read({"vary": "training.epochs:1,2"}, DEFAULT).experiment
    alone = Experiment(Spec(), ("keras_fit",))
    assert write(default, default) == {}
    assert read(write(alone, default), default).experiment == alone


@given(st.text(alphabet="abz.:;,-0129e training.epochs", max_size=60))
def test_no_text_raises(text):
    found = read({"vary": text}, DEFAULT).experiment
    assert read(write(found, DEFAULT), DEFAULT).experiment == found
