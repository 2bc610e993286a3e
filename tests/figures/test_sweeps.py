"""What the figures of a sweep select, and that what they draw says it."""

import math

import pytest

from kvt.figures import sweep_contour, sweep_history, sweep_importance, sweep_parallel, sweep_slice
from kvt.figures.sweep_looks import Field, coloring
from kvt.runs.trial import Trial, best

RATE = Field("a.rate", "Rate", log=True)
KIND = Field("a.kind", "Kind", choices=("sgd", "adam"))
MOMENTUM = Field("a.momentum", "Momentum")


def trial(number, value=None, state="completed", **values):
    return Trial(number, state, {f"a.{name}": given for name, given in values.items()}, value)


TRIALS = (
    trial(0, 0.5, rate=0.1, kind="sgd", momentum=0.9),
    trial(1, 0.7, rate=0.01, kind="adam"),
    trial(2, 0.9, "pruned", rate=1.0, kind="adam"),
    trial(3, None, "failed", rate=10.0, kind="adam"),
    trial(4, 0.2, rate=0.001, kind="adam"),
    trial(5, None, "running", rate=0.5, kind="sgd", momentum=0.0),
)


def test_the_best_so_far_steps_and_pruned_trials_do_not_move_it():
    assert sweep_history.select(TRIALS, "loss").best == ((0, 0.5), (1, 0.5), (4, 0.2), (5, 0.2))
    assert sweep_history.select(TRIALS, "accuracy", larger=True).best == ((0, 0.5), (1, 0.7), (4, 0.7), (5, 0.7))


def test_pruned_and_failed_trials_are_drawn_as_what_they_are():
    figure = sweep_history.draw(sweep_history.select(TRIALS, "loss"))
    drawn = {trace["name"]: trace for trace in figure["data"]}
    assert drawn["pruned"]["customdata"] == [2]
    assert drawn["failed"]["customdata"] == [3]
    assert drawn["completed"]["customdata"] == [0, 1, 4]
    assert len({drawn[name]["marker"]["symbol"] for name in ("completed", "pruned", "failed")}) == 3


def test_before_the_first_trial_there_is_an_empty_figure():
    for figure in (
        sweep_history.draw(sweep_history.select((), "loss")),
        sweep_slice.draw(sweep_slice.select((), RATE, "loss")),
        sweep_parallel.draw(sweep_parallel.select((), [RATE], "loss")),
        sweep_contour.draw(sweep_contour.select((), RATE, KIND, "loss")),
        sweep_importance.draw(()),
    ):
        assert set(figure) == {"data", "layout"}


def test_a_slice_has_the_trials_that_have_its_field():
    found = sweep_slice.select(TRIALS, MOMENTUM, "loss")
    assert ([one.number for one in found.trials], found.places) == ([0], (0.9,))
    kinds = sweep_slice.select(TRIALS, KIND, "loss")
    assert kinds.places == (0.0, 1.0, 1.0, 1.0)
    drawn = sweep_slice.draw(kinds)
    assert drawn["layout"]["xaxis"]["ticktext"] == ["sgd", "adam"]
    assert all(abs(x - round(x)) < 0.25 for trace in drawn["data"] for x in trace["x"])


def test_a_line_over_all_fields_passes_only_axes_that_most_trials_have():
    found = sweep_parallel.select(TRIALS, [RATE, KIND, MOMENTUM], "loss")
    assert [axis.label for axis in found.axes] == ["Rate", "Kind", "loss"]
    assert found.axes[0].values == pytest.approx((-1.0, -2.0, -3.0))
    assert found.axes[2].values == (0.5, 0.7, 0.2)


def test_two_fields_show_completed_trials_alone():
    pair = sweep_contour.select(TRIALS, RATE, KIND, "loss")
    assert [one.number for one in pair.trials] == [0, 1, 4]
    assert pair.y == (0.0, 1.0, 1.0)


def test_what_matters_most_comes_first():
    shares = sweep_importance.select({"a.kind": 0.2, "a.rate": 0.8, "gone": 0.1}, [KIND, RATE])
    assert [(share.label, share.share) for share in shares] == [("Rate", 0.8), ("Kind", 0.2)]


def test_one_terrible_value_does_not_take_the_whole_scale():
    _, low, high = coloring([0.1, 0.2, 0.3, 0.4, 0.5, 1e6], larger=False, dark=False)
    assert (low, high) == (0.1, 0.5)


def test_the_best_is_the_completed_one_with_the_best_value():
    assert best(TRIALS, larger=False).number == 4
    assert best(TRIALS, larger=True).number == 1
    assert best(TRIALS[2:4], larger=True) is None
    assert not any(math.isnan(one.value) for one in TRIALS if one.value is not None)


def test_a_log_axis_says_whole_numbers_and_no_more_of_them_than_there_is_room_for():
    assert [RATE.axis(places)["dtick"] for places in ([0.001, 0.9], [0.01, 0.05], [32, 75])] == [1, "D2", "D1"]
    assert RATE.axis()["tickformat"] == "~g" and "dtick" not in MOMENTUM.axis([0.1, 0.9])


def test_there_is_no_half_of_a_trial_on_the_axis():
    few = [Trial(number, "completed", {}, 0.5) for number in range(3)]
    assert sweep_history.draw(sweep_history.select(few, "loss"))["layout"]["xaxis"]["dtick"] == 1
