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
    assert "359 held-out images" in tile.note


def test_without_a_race_or_without_a_number_nothing_is_claimed(outcome):
    assert image_tiles([])[0].value == "–"
    assert image_tiles([outcome("keras_fit", [np.nan])])[0].value == "–"
    assert image_tiles([replace(outcome("keras_fit", [0.9]), state="failed")])[0].value == "–"
