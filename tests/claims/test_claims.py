from dataclasses import replace

import numpy as np
import pytest

from kvt.claims import CLAIMS
from kvt.claims.claim import STATES
from kvt.spec import parse, titles

ALL = [claim for claims in CLAIMS.values() for claim in claims]


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: claim.number)
def test_every_claim_is_open_before_a_race_and_says_what_is_missing(claim):
    verdict = claim.verdict([])
    assert verdict.state == "open"
    assert verdict.sentence.endswith(".")


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: claim.number)
def test_racing_what_a_claim_needs_answers_it(claim, outcome):
    outcomes = [outcome(route) for route in claim.needs]
    assert set(claim.needs) <= set(titles("route"))
    assert (claim.verdict(outcomes).state != "open") == bool(claim.needs)


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: claim.number)
@pytest.mark.parametrize("state", ["failed", "killed", "lost", "stopped", "running"])
def test_a_run_that_did_not_complete_proves_nothing(claim, state, outcome):
    outcomes = [outcome(route, state=state) for route in titles("route")]
    assert claim.verdict(outcomes).state == "open"


@pytest.mark.parametrize("claim", ALL, ids=lambda claim: claim.number)
def test_all_routes_at_once_give_one_verdict_in_one_line(claim, outcome):
    verdict = claim.verdict([outcome(route) for route in titles("route")])
    assert verdict.state in STATES
    assert "\n" not in verdict.sentence


def test_numbers_are_of_their_document_and_each_once():
    numbers = [claim.number for claim in ALL]
    assert len(set(numbers)) == len(numbers)
    assert all(claim.number.startswith(f"{document}.") for document, claims in CLAIMS.items() for claim in claims)


def test_fit_has_fewer_lines_than_the_loop(claim, outcome):
    verdict = claim("2.1").verdict([outcome("keras_fit"), outcome("tape_graph")])
    assert verdict.state == "holds"


def test_a_loop_as_short_as_fit_refutes_the_lines(claim, outcome):
    text = "# %% Training\nmodel.fit(x)\n"
    verdict = claim("2.1").verdict([outcome("keras_fit", text=text), outcome("tape_graph", text=text)])
    assert verdict.state == "holds not"
    assert "1 line against 1" in verdict.sentence


def test_equal_losses_and_weights_are_the_same_model_to_the_last_bit(claim, outcome):
    weights = [np.ones((2, 3), np.float32)]
    verdict = claim("2.2").verdict([outcome("keras_fit", weights=weights), outcome("tape_graph", weights=weights)])
    assert verdict.state == "holds"
    assert "equal to the last bit" in verdict.sentence


def test_weights_apart_are_told_even_where_losses_are_equal(claim, outcome):
    verdict = claim("2.2").verdict(
        [
            outcome("keras_fit", weights=[np.zeros(3, np.float32)]),
            outcome("tape_graph", weights=[np.full(3, 0.5, np.float32)]),
        ]
    )
    assert verdict.state == "holds not"
    assert "apart by 0.5" in verdict.sentence


def test_losses_of_which_none_is_finite_leave_the_question_open(claim, outcome):
    loss = np.full(40, np.nan)
    assert claim("2.2").verdict([outcome("keras_fit", loss=loss), outcome("tape_graph", loss=loss)]).state == "open"


def test_the_same_loop_without_a_graph_and_with_one_refutes_explicit_graphs(claim, outcome):
    verdict = claim("2.3").verdict([outcome("tape_eager"), outcome("tape_graph", first=0.42)])
    assert verdict.state == "holds not"
    assert "0.42 s" in verdict.sentence


@pytest.mark.parametrize(("traced", "state", "ratio"), [(2000, "holds", "20×"), (50, "holds not", "0.50×")])
def test_tracing_is_judged_by_the_speeds_of_this_race(traced, state, ratio, claim, outcome):
    verdict = claim("2.4").verdict([outcome("tape_eager", speed=100), outcome("tape_graph", speed=traced)])
    assert verdict.state == state
    assert ratio in verdict.sentence


def test_other_routes_are_ranked_against_the_traced_step(claim, outcome):
    outcomes = [outcome("tape_eager", speed=100), outcome("tape_graph", speed=1000)]
    outcomes += [outcome("epoch_graph_xla", speed=46_000), outcome("keras_fit", speed=500)]
    sentence = claim("2.4").verdict(outcomes).sentence
    assert sentence.index("46×") < sentence.index("0.50×")


def test_a_nan_run_is_too_short_to_time(claim, outcome):
    outcomes = [outcome("tape_eager", reason="nan"), outcome("tape_graph")]
    assert claim("2.4").verdict(outcomes).state == "open"


def test_a_tape_borrows_from_keras_and_the_module_does_not(claim, outcome):
    verdict = claim("2.6").verdict([outcome("tape_graph"), outcome("module_graph")])
    assert verdict.state == "holds not"
    assert "keras.layers.Dense" in verdict.sentence
    assert "takes nothing from Keras" in verdict.sentence


def test_a_tape_without_keras_would_be_low_level(claim, outcome):
    text = "# %% Training\nw = tf.Variable(1.0)\n"
    assert claim("2.6").verdict([outcome("tape_graph", text=text), outcome("module_graph")]).state == "holds"


def test_dropout_under_xla_is_told_as_the_reason_for_parting(claim, outcome):
    race = [outcome("keras_fit", weights=[np.ones(3)]), outcome("epoch_graph_xla", weights=[np.zeros(3)])]
    assert "unstable" in claim("2.2").verdict(race).sentence
    dropping = [replace(one, spec=parse({"model.dropout": "0.5", "route": one.kind}).spec) for one in race]
    assert "dropout’s random numbers" in claim("2.2").verdict(dropping).sentence
