import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.runs.history import History
from kvt.views import inside

DIGITS = tuple("0123456789")


@pytest.fixture
def saved():
    probabilities = np.full((3, 10), 0.01, np.float32)
    probabilities[[0, 1, 2], [8, 5, 7]] = 0.91
    maps = np.ones((3, 8, 8, 4), np.float32)
    return {
        "images": np.zeros((3, 8, 8, 1)),
        "labels": np.array([3, 9, 7]),
        "probabilities": probabilities,
        "maps_0": maps,
    }


def outcome(spec, **fields):
    return Outcome(spec(dataset="digits", model="cnn", **fields), "completed", History(), "")


def test_each_image_says_what_it_is_and_what_it_was_read_as(saved):
    found = [inside.said(one, DIGITS) for one in inside.readings(saved)]
    assert found == ["3 read as 8 (91%)", "9 read as 5 (91%)", "7, right (91%)"]
    assert [inside.short(one, DIGITS) for one in inside.readings(saved)][1:] == ["9 → 5", "7"]


def test_classes_with_names_are_called_by_them(spec):
    names = spec(dataset="fashion_mnist").dataset.class_names
    one = inside.Reading(np.zeros((1, 1, 1)), 5, 7, 0.5)
    assert inside.said(one, names) == "sandal read as sneaker (50%)"


def test_what_is_no_number_is_not_read(saved):
    saved["probabilities"][1, 0] = np.nan
    assert inside.readings(saved) == []
    saved["maps_0"][0, 0, 0, 0] = np.inf
    assert inside.layers_of(saved) == []


@pytest.mark.parametrize(
    ("pooling", "words", "widths"),
    [
        ("max", ["convolution 1", "pooling 1", "convolution 2", "pooling 2"], [8, 8, 16, 16]),
        ("none", ["convolution 1", "convolution 2"], [8, 16]),
    ],
)
def test_layers_are_called_by_their_block(pooling, words, widths, spec):
    one = outcome(spec, model__filters="8,16", model__pooling=pooling)
    assert [name.removeprefix("After ") for name in inside.called(one)] == words
    assert inside.widths(one) == widths
