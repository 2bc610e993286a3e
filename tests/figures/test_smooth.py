import numpy as np
import pytest

from kvt.figures.smooth import smooth, weight

RANDOM = np.random.default_rng(0).standard_normal(1000).astype(np.float32)


def one_by_one(y, weight):
    """The same average as it is written in books."""
    total = weights = 0.0
    found = []
    for value in y:
        if np.isfinite(value):
            total, weights = weight * total + float(value), weight * weights + 1
            found.append(total / weights)
        else:
            total, weights = weight * total, weight * weights
            found.append(np.nan)
    return np.array(found)


@pytest.mark.parametrize("weight", [0.1, 0.9, 0.9997])
@pytest.mark.parametrize("length", [1, 2, 127, 1000])
def test_it_is_the_average_one_by_one(weight, length):
    np.testing.assert_allclose(smooth(RANDOM[:length], weight), one_by_one(RANDOM[:length], weight), atol=1e-6)


def test_what_is_no_number_has_no_average_and_spoils_no_other():
    y = RANDOM.copy()
    y[[0, 7, 500]] = np.nan, np.inf, -np.inf
    np.testing.assert_allclose(smooth(y, 0.9), one_by_one(y, 0.9), atol=1e-6)


def test_a_constant_stays_what_it_is_from_the_first_step_on():
    assert np.allclose(smooth(np.full(50, 3.0, np.float32), 0.99), 3.0)


def test_without_a_weight_nothing_changes():
    assert smooth(RANDOM, 0.0) is RANDOM
    assert smooth(RANDOM[:0], 0.9).size == 0
    assert weight(0) == weight(1) == 0.0


def test_values_further_apart_weigh_as_if_every_step_were_known():
    assert weight(10, 5) == pytest.approx(weight(10) ** 5)
