"""Gaussian clouds: three of them, one a class."""

import numpy as np

from kvt.recipes.settings import DATA_SEED, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Three clouds around the corners of a triangle.

    x: float32 [SAMPLES, 2]; y: int32 [SAMPLES], 0 to 2.
    """
    rng = np.random.default_rng(DATA_SEED)
    y = np.arange(SAMPLES) % 3
    corner = np.pi / 2 + 2 * np.pi * y / 3
    x = np.column_stack([np.cos(corner), np.sin(corner)])
    x += rng.normal(0, NOISE, x.shape)
    return x.astype("float32"), y.astype("int32")
