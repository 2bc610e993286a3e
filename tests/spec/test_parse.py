import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvt.spec import Spec, assignments, knobs, parse, titles


def test_text_becomes_values_of_the_fields_type():
    spec = parse({"training.epochs": "5", "model.hidden": "64, 32", "engine.deterministic": "true"}).spec
    assert spec.training.epochs == 5
    assert spec.model.hidden == (64, 32)
    assert spec.engine.deterministic is True


def test_a_kind_is_applied_before_its_fields_whatever_the_order():
    spec = parse({"training.optimizer.momentum": "0.9", "training.optimizer": "sgd"}).spec
    assert spec.training.optimizer.momentum == 0.9


def test_a_chosen_kind_brings_its_own_defaults():
    assert parse({"training.optimizer.kind": "sgd"}).spec.training.optimizer.learning_rate == 0.1


def test_a_model_brings_its_own_fields_and_drops_the_others():
    spec = parse({"model.filters": "4, 8", "model": "cnn"}).spec
    assert spec.model.filters == (4, 8)
    (problem,) = parse({"model.hidden": "4"}, spec).problems
    assert "here there are" in problem.sentence
    assert "filters" in problem.sentence
    assert parse({"model": "mlp"}, spec).spec.model == Spec().model


def test_a_model_needs_at_least_one_block_of_filters():
    parsed = parse({"model": "cnn", "model.filters": ""})
    assert parsed.spec.model.filters == (32,)
    assert "at least 1" in parsed.problems[0].sentence


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("training.epochs", "0", "greater than or equal to 1"),
        ("training.epochs", "nan", "valid integer"),
        ("training.epochs", "1000000", "less than or equal to 10000"),
        ("training.optimizer.learning_rate", "nan", "finite"),
        ("training.optimizer.learning_rate", "inf", "finite"),
        ("model.hidden", "1000000", "less than or equal to 1024"),
        ("model.hidden", ",".join(["8"] * 99), "at most 8"),
        ("model", "cnn2", "choose one of mlp, cnn"),
        ("model.filters", "4", "There is no field"),
        ("model.activation", "__import__('os').system('true')", "relu"),
        ("route", "keras_fit; import os", "choose one of keras_fit"),
        ("nonsense", "1", "There is no field"),
        ("training.nonsense", "1", "There is no field"),
        ("training.__class__", "1", "There is no field"),
        ("training.epochs.real", "1", "There is no field"),
        ("dataset.numbers", "a", "There is no field"),
        ("", "1", "There is no field"),
    ],
)
def test_what_cannot_be_is_left_at_its_default_and_told(path, value, words):
    parsed = parse({path: value})
    assert parsed.spec == Spec()
    (problem,) = parsed.problems
    assert problem.path == path
    assert words in problem.sentence
    assert problem.sentence.endswith(".")


def test_one_bad_value_does_not_cost_the_good_ones():
    parsed = parse({"training.epochs": "-1", "training.batch_size": "64"})
    assert parsed.spec.training.batch_size == 64
    assert len(parsed.problems) == 1


def test_the_default_needs_no_assignment():
    assert assignments(Spec()) == {}


def test_assignments_name_only_what_differs():
    spec = parse({"dataset": "digits", "training.epochs": "5"}).spec
    assert assignments(spec) == {"dataset": "digits", "training.epochs": "5"}


PATHS = list(dict.fromkeys(knob.path for model in titles("model") for knob in knobs(parse({"model": model}).spec)))
FIELDS = st.dictionaries(st.sampled_from(PATHS) | st.text(max_size=30), st.text(max_size=60), max_size=6)


@given(st.sampled_from(list(titles("model"))), FIELDS)
def test_any_text_gives_a_spec_that_survives_the_way_to_a_url_and_back(model, fields):
    parsed = parse({"model": model} | fields)
    assert isinstance(parsed.spec, Spec)
    assert parse(assignments(parsed.spec)).spec == parsed.spec
    assert Spec.model_validate_json(parsed.spec.model_dump_json()) == parsed.spec


@given(st.sampled_from([k for k in knobs(Spec()) if k.kind in ("integer", "number")]), st.floats() | st.integers())
def test_a_number_is_taken_within_its_bounds_and_refused_beyond(knob, value):
    parsed = parse({knob.path: str(value)})
    within = not math.isnan(value) and knob.low <= value <= knob.high
    within = within and not (knob.above_low and value == knob.low) and not (knob.below_high and value == knob.high)
    if knob.kind == "integer" and within:
        within = float(value).is_integer()
    assert bool(parsed.problems) != within
