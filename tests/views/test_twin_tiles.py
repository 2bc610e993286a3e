import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.runs.facts import End, Start
from kvt.runs.history import History
from kvt.views.twin_tiles import signed, twin_tiles


@pytest.fixture
def outcome(spec):
    def make(loss, validation, speed, cpu=1.0, state="completed", **changes):
        history = History(
            start=Start(0.0, 1, 2, "accuracy"),
            steps=np.array([1, 2]),
            loss=np.array([loss, loss], np.float32),
            epochs=np.array([1]),
            val_loss=np.array([validation], np.float32),
            end=End(0.0, "completed", 2, 1, 1 / speed + 0.25, 1, 0.25, cpu_seconds=cpu),
        )
        return Outcome(spec(**changes), state, history, "", label=str(changes))

    return make


def test_loss_and_speed_are_told_apart(outcome):
    tiles = twin_tiles([outcome(0.5, 0.75, 100), outcome(0.5, 0.5, 200, cpu=2.0, engine__jit_compile="on")])
    assert [tile.value for tile in tiles] == ["the same", "2.0× faster", "+0.25 → +0", "1.0 s → 2.0 s"]


def test_what_learns_otherwise_at_the_same_speed_is_told_so(outcome):
    learned, fast, *_ = twin_tiles([outcome(0.5, 0.5, 100), outcome(0.25, 0.5, 80, training__epochs="5")])
    assert learned.value == "apart by 0.25"
    assert fast.value == "1.25× slower"


def test_what_differs_by_noise_alone_is_as_fast(outcome):
    _, fast, *_ = twin_tiles([outcome(0.5, 0.5, 100), outcome(0.5, 0.5, 102, engine__jit_compile="on")])
    assert fast.value == "as fast"


@pytest.mark.parametrize(
    ("value", "words"), [(-9.8e-05, "−0.0001"), (0.00049, "+0.0005"), (-0.017, "−0.017"), (-1e-6, "+0")]
)
def test_a_gap_is_told_to_four_places_at_most(value, words):
    assert signed(value) == words


def test_before_a_race_and_after_a_failure_no_figure_is_made_up(outcome):
    assert [tile.value for tile in twin_tiles([])] == ["–"] * 4
    failed = [outcome(0.5, 0.5, 100, state="failed"), outcome(0.5, 0.5, 100, state="killed")]
    assert [tile.value for tile in twin_tiles(failed)] == ["–"] * 4
