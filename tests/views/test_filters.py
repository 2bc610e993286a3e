import numpy as np
import pytest

from kvt.claims import Outcome
from kvt.runs.history import History
from kvt.views.filters import filters


@pytest.fixture
def outcome(spec):
    return lambda *weights: Outcome(spec(dataset="digits", model="cnn"), "completed", History(), "", weights)


def test_each_filter_is_an_image_summed_over_channels(outcome):
    kernel = np.zeros((3, 3, 2, 5), np.float32)
    kernel[0, 2, :, 4] = 1, 2
    found = filters(outcome(kernel, np.zeros(5, np.float32)))
    assert found.shape == (5, 3, 3)
    assert found[4, 0, 2] == 3
    assert found.sum() == 3


@pytest.mark.parametrize("first", [np.ones((4, 4)), np.full((3, 3, 1, 2), np.nan)])
def test_what_is_no_convolution_or_no_number_is_not_drawn(first, outcome):
    assert filters(outcome(first)) is None
    assert filters(outcome()) is None
