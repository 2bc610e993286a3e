import numpy as np
import pytest

from kvt.figures.thin import thin


@pytest.fixture
def noise():
    return np.random.default_rng(0).normal(size=100_000).astype(np.float32)


def test_few_points_stay_as_they_are():
    assert thin(np.array([3.0, 1.0, 2.0])).tolist() == [0, 1, 2]
    assert thin(np.array([])).tolist() == []


def test_many_points_become_few(noise):
    kept = thin(noise, 2000)

    assert 1000 < len(kept) <= 2000
    assert (np.diff(kept) > 0).all()


@pytest.mark.parametrize("count", [2001, 2002, 3001, 99_999])
def test_never_more_than_asked_for(noise, count):
    assert len(thin(noise[:count], 2000)) <= 2000


def test_a_lone_spike_is_kept_either_way(noise):
    noise[54_321], noise[54_322] = 99.0, -99.0

    assert {54_321, 54_322} <= set(thin(noise).tolist())


def test_the_ends_stay(noise):
    assert thin(noise)[[0, -1]].tolist() == [0, len(noise) - 1]


def test_what_is_not_finite_is_no_extreme(noise):
    noise[100:110] = np.nan
    noise[5000], noise[5001], noise[5002] = np.inf, -np.inf, 50.0

    kept = set(thin(noise).tolist())

    assert 5002 in kept
    assert kept.isdisjoint({5000, 5001})
    assert kept.isdisjoint(range(100, 110))


def test_a_long_gap_stays_a_gap(noise):
    noise[40_000:60_000] = np.nan

    assert np.isnan(noise[thin(noise)]).any()
