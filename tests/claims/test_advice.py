"""The adviser: from weights and figures to a way, by a rule that can be read."""

from dataclasses import replace

import numpy as np
import pytest

from kvt.claims.advice import DEFAULT, NEEDS, PROFILES, advise, close, read, speaks_for, write
from kvt.claims.measures import WAYS, beside, export, lines_to_read, own_parts, speed
from kvt.spec import titles

SPEEDS = dict(zip(WAYS, (500, 400, 1000, 50_000, 1000), strict=True))


@pytest.fixture
def race(outcome):
    """race(keras_fit=9000): all five ways, with speeds of one's own."""

    def make(**speeds):
        return [outcome(way, speed=(SPEEDS | speeds)[way]) for way in WAYS]

    return make


def only(need):
    return dict.fromkeys(NEEDS, 0) | {need: 3}


def reason(ranked, way, need):
    return next(one for row in ranked if row.way == way for one in row.reasons if one.need == need)


def test_whoever_wants_a_first_result_is_sent_to_fit_and_whoever_wants_control_to_a_loop():
    assert advise(only("prototype"), [])[0].way == "keras_fit"
    assert advise(only("control"), [])[0].way == "tape_graph"
    assert advise(only("speed"), [])[0].way == "epoch_graph_xla"


def test_before_any_run_all_is_judgement_and_says_so():
    for ranked in advise(DEFAULT, []):
        assert not any(one.measured for one in ranked.reasons)
        assert all(one.because.endswith(".") and one.figure == "" for one in ranked.reasons)


def test_the_fastest_of_this_race_wins_whoever_it_is(race):
    assert advise(only("speed"), race())[0].way == "epoch_graph_xla"
    assert advise(only("speed"), race(keras_train_step=90_000))[0].way == "keras_train_step"


def test_a_fast_way_that_is_slow_to_begin_says_for_how_long_fit_is_ahead(outcome):
    raced = [outcome(way, speed=100.0, first=1.0) for way in WAYS if way != "epoch_graph_xla"]
    scores = speed([*raced, outcome("epoch_graph_xla", speed=10_000.0, first=4.0)])
    assert scores["epoch_graph_xla"].figure.endswith("takes 4.0 s, so that fit is ahead for some 304 steps")
    assert "ahead" not in scores["keras_fit"].figure + scores["tape_graph"].figure


def test_speed_loses_a_half_for_each_factor_of_ten(race):
    scores = speed(race(keras_fit=5_000))
    assert [round(scores[way].score, 3) for way in ("epoch_graph_xla", "keras_fit")] == [1.0, 0.5]
    assert speed(race(keras_fit=10))["keras_fit"].score == 0.0
    assert scores["keras_fit"].figure.startswith("5\u00a0000 steps/s")


def test_a_race_without_all_ways_measures_nothing(race):
    ranked = advise(DEFAULT, race()[:-1])
    assert not any(one.measured for row in ranked for one in row.reasons)


def test_a_way_that_did_not_complete_measures_nothing(race):
    broken = [replace(one, state="failed") if one.kind == "module_graph" else one for one in race()]
    assert speed(broken) is None
    assert lines_to_read(broken) is None


def test_lines_are_counted_in_the_scripts_that_ran(race):
    outcomes = race()
    outcomes[-1] = replace(outcomes[-1], script="# %% Training\nloop()\n")
    scores = lines_to_read(outcomes)
    assert scores["module_graph"] == (1.0, "1 line of training; the least is 1")
    assert scores["keras_fit"].score < 0.2


def test_own_parts_that_differ_through_keras_count_against_it(story):
    same = {"name": "loss", "apart": 1e-8}
    other = {"name": "gradient", "apart": 0.3}
    scores = own_parts([story("extensions", same, other)])
    assert (scores["keras_fit"].score, scores["tape_graph"].score) == (0.5, 1.0)
    assert own_parts([story("extensions", same)])["keras_fit"].score == 1.0
    assert own_parts([]) is None


def written(name, agree=1.0, error="", missing=()):
    return {"name": "format", "format": name, "agree": agree, "error": error, "missing": list(missing)}


def test_formats_that_are_not_installed_are_not_held_against_a_way(story):
    found = story("export", written(".keras"), written("LiteRT"), written("ONNX", missing=["onnx"]))
    scores = export([found])
    assert scores["keras_fit"].score == 1.0
    assert scores["module_graph"].score == 0.5
    refused = story("export", written(".keras"), written("LiteRT", error="ConverterError: no"))
    assert export([refused])["keras_fit"].score == 0.5
    assert export([story("export", written(".keras", agree=0.6))])["keras_fit"].score == 0.0


def test_control_stays_a_judgement_and_carries_how_far_the_ways_are_apart(race):
    ranked = advise(DEFAULT, race())
    control = reason(ranked, "tape_graph", "control")
    assert not control.measured
    assert control.figure == "losses and weights equal to the last bit against fit’s"
    assert "4 other ways" in reason(ranked, "keras_fit", "control").figure
    assert beside("control", race()[1:]) == {}


def test_a_total_is_the_mean_of_the_scores_by_the_weights(race):
    weights = dict.fromkeys(NEEDS, 0) | {"speed": 1, "control": 3}
    for row in advise(weights, race()):
        scores = {one.need: one.score for one in row.reasons}
        assert row.total == pytest.approx((scores["speed"] + 3 * scores["control"]) / 4)


def test_without_any_weight_all_count_alike():
    nothing = dict.fromkeys(NEEDS, 0)
    assert [row.total for row in advise(nothing, [])] == [row.total for row in advise(dict.fromkeys(NEEDS, 2), [])]


def test_what_speaks_for_the_first_is_what_lifts_it_above_the_others():
    ranked = advise(only("export") | {"control": 3}, [])
    assert speaks_for(ranked) == ["control", "export"]
    assert close(ranked) == []
    assert close(advise(only("export"), [])) == ["keras_train_step", "tape_graph", "epoch_graph_xla"]


def test_weights_survive_an_address():
    for weights in [DEFAULT, *(dict.fromkeys(NEEDS, 0) | profile for profile in PROFILES.values())]:
        assert read(write(weights)) == (dict(weights), [])
    assert write(DEFAULT) == ""


@pytest.mark.parametrize("text", ["speed:4", "speed:-1", "speed", "sped:1", "speed:1:2", "<b>:1", ":", "speed:²"])
def test_a_weight_that_is_not_taken_gets_a_sentence(text):
    weights, problems = read(f"{text},team:3")
    assert weights == dict(DEFAULT) | {"team": 3}
    assert len(problems) == 1 and problems[0].endswith(".")


def test_a_long_address_is_cut_and_not_answered_at_length():
    weights, problems = read("x:9," * 10_000)
    assert weights == dict(DEFAULT)
    assert len(problems) == 3


def test_needs_name_stories_that_there_are_and_judge_every_way():
    for need in NEEDS.values():
        assert need.source == "race" or need.source in titles("topic")
        assert len(need.judged) == len(WAYS)
        assert all(0 <= score <= 1 for score in need.judged)
    assert set(WAYS) <= set(titles("route"))


def test_losses_of_which_none_is_finite_are_no_figure(outcome):
    race = [outcome(way, loss=np.full(40, np.nan)) for way in WAYS]
    assert beside("control", race) == {}
