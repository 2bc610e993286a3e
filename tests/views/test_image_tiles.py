from dataclasses import replace

import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.runs.facts import End
from kvt.runs.history import History
from kvt.views.image_tiles import image_tiles


@pytest.fixture
def outcome(spec):
    def make(route, right):
        end = End(0.0, "completed", 2, 1, 1.5, 1, 0.25)
        history = History(val_metric=np.array(right, np.float32), end=end)
        return Outcome(spec(dataset="digits", model="cnn", route=route), "completed", history, "")

    return make


def test_the_worst_racer_says_how_many_are_told_right(outcome):
    tile = image_tiles([outcome("keras_fit", [0.5, 0.99]), outcome("tape_graph", [0.98])])[0]
    assert tile.value == "98.0%"
    assert tile.note == "of 359 held-out images, the worst run, after 1.5 s"


def test_only_what_is_to_learn_the_same_is_compared(spec):
    def trained(route, last, **fields):
        steps, loss = np.arange(1, 3), np.array([2.0, last], np.float32)
        history = History(steps=steps, loss=loss, end=End(0.0, "completed", 2, 1, 1.5, 1, 0.25))
        return Outcome(spec(dataset="digits", model="cnn", route=route, **fields), "completed", history, "")

    moved = {"model__augmentation": 0.1}
    race = [
        trained("tape_graph", 1.0),
        trained("epoch_graph", 1.0, model__convolution="shifted"),
        trained("tape_graph", 1.5, **moved),
        trained("epoch_graph", 1.5, **moved),
    ]
    assert image_tiles(race)[1].value == "bit for bit"
    assert image_tiles([*race, trained("module_graph", 1.75, **moved)])[1].value == "apart by 0.25"
    assert image_tiles([race[0], race[2]])[1].value == "–"


def test_without_a_race_or_without_a_number_nothing_is_claimed(outcome):
    assert image_tiles([])[0].value == "–"
    assert image_tiles([outcome("keras_fit", [np.nan])])[0].value == "–"
    assert image_tiles([replace(outcome("keras_fit", [0.9]), state="failed")])[0].value == "–"
