"""The sequences: sines, noise in what is read alone, and the true next value."""

import sys
import types

import numpy as np
import pytest

from kvt.script.settings import settings
from kvt.spec import parse


@pytest.fixture
def load(monkeypatch):
    def load(**fields):
        module = types.ModuleType("kvt.recipes.settings")
        module.__dict__.update(
            settings(parse({"dataset": "sine"} | {f"dataset.{k}": v for k, v in fields.items()}).spec)
        )
        monkeypatch.setitem(sys.modules, "kvt.recipes.settings", module)
        monkeypatch.delitem(sys.modules, "kvt.recipes.datasets.sine", raising=False)
        from kvt.recipes.datasets.sine import load as recipe

        return recipe()

    return load


def test_what_comes_next_continues_the_sine(load):
    x, y = load(noise=0.0, samples=50, length=10)
    assert x.shape == (50, 10, 1)
    # Of any sine, a value is 2 cos(pitch) times the one before, less the one before that.
    before, last, wave = x[:, :-2, 0], x[:, 2:, 0], x[:, 1:-1, 0]
    steepest = np.abs(wave).argmax(axis=1)[:, np.newaxis]
    turn = np.take_along_axis((before + last), steepest, 1) / np.take_along_axis(wave, steepest, 1)
    assert y == pytest.approx(turn * x[:, -1] - x[:, -2], abs=1e-4)


def test_noise_is_in_what_is_read_and_not_in_what_comes_next(load):
    x, y = load(noise=0.0)
    noisy_x, same_y = load(noise=0.5)
    assert np.array_equal(y, same_y)
    assert 0.45 < (noisy_x - x).std() < 0.55


def test_another_seed_draws_other_sines(load):
    x, _ = load()
    sys.modules["kvt.recipes.datasets.sine"].DATA_SEED = 1
    assert not np.array_equal(x, sys.modules["kvt.recipes.datasets.sine"].load()[0])
