"""Claims 5.7 and 5.8, from outcomes made up."""

from dataclasses import replace

import numpy as np
import pytest

from kvt.claims.c57_which_one import NEEDS


@pytest.fixture
def race(outcome):
    def make(tape=1000, module=1000, **changes):
        speeds = {"keras_fit": 500, "tape_graph": tape, "module_graph": module}
        return [outcome(route, speed=speeds[route], **changes) for route in NEEDS]

    return make


def test_equal_models_in_fewer_lines_at_the_same_speed_speak_for_keras(claim, race):
    verdict = claim("5.7").verdict(race())
    assert verdict.state == "holds"
    assert "equal to the last bit" in verdict.sentence


@pytest.mark.parametrize(("module", "state"), [(1100, "holds"), (4000, "holds not")])
def test_both_together_do_not_suffice_where_tensorflow_alone_is_clearly_faster(module, state, claim, race):
    verdict = claim("5.7").verdict(race(module=module))
    assert verdict.state == state
    assert f"{1000 / module:.2f}×" in verdict.sentence


def test_an_epoch_in_one_graph_has_a_model_of_keras_and_counts_for_both_together(claim, race, outcome):
    verdict = claim("5.7").verdict([*race(module=4000), outcome("epoch_graph_xla", speed=48_000)])
    assert verdict.state == "holds"
    assert "12×" in verdict.sentence


def test_models_that_part_refute_it(claim, race):
    parted = race()
    parted[2] = replace(parted[2], history=replace(parted[2].history, loss=parted[2].history.loss + np.float32(0.1)))
    verdict = claim("5.7").verdict(parted)
    assert verdict.state == "holds not"
    assert "apart by 0.1" in verdict.sentence


def test_figures_of_two_races_are_not_mixed(claim, race):
    fit, tape, module = race()
    apart = [replace(fit, race="a"), replace(tape, race="a"), replace(module, race="b")]
    assert claim("5.7").verdict(apart).state == "open"
    whole = [replace(one, race="c") for one in race()]
    assert claim("5.7").verdict([*apart, *whole]).state == "holds"


def test_losses_of_which_none_is_finite_leave_it_open(claim, race):
    assert claim("5.7").verdict(race(loss=np.full(40, np.nan))).state == "open"


def test_runs_too_short_for_a_speed_leave_it_open(claim, race):
    fit, tape, module = race()
    end = replace(module.history.end, first_call_steps=module.history.end.steps)
    verdict = claim("5.7").verdict([fit, tape, replace(module, history=replace(module.history, end=end))])
    assert verdict.state == "open"
    assert "more epochs" in verdict.sentence


def test_popularity_stays_open_and_says_that_nothing_here_measures_it(claim, race):
    verdict = claim("5.8").verdict(race())
    assert verdict.state == "open"
    assert "Not measurable here" in verdict.sentence
