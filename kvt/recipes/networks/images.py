"""Digits as a network wants them: 0 to 1, some of them held out."""

from typing import NamedTuple

import numpy as np

from kvt.recipes.datasets.digits import load
from kvt.recipes.settings import DATA_SEED


class Images(NamedTuple):
    """x float32 [images, 8, 8, 1], 0 to 1; y int32 [images]."""

    x: np.ndarray
    y: np.ndarray
    x_held_out: np.ndarray
    y_held_out: np.ndarray


def images(held_out: int = 360) -> Images:
    """In an order drawn by DATA_SEED; the last `held_out` are for judging alone."""
    x, y = load()
    order = np.random.default_rng(DATA_SEED).permutation(len(x))
    x, y = x[order] / 16, y[order]
    return Images(x[:-held_out], y[:-held_out], x[-held_out:], y[-held_out:])
