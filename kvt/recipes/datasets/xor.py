"""Exclusive or: four quadrants, opposite ones of one class."""

import numpy as np

from kvt.recipes.settings import DATA_SEED, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Points in four quadrants in turn.

    x: float32 [SAMPLES, 2]; y: float32 [SAMPLES, 1], 1 where the signs differ.
    """
    rng = np.random.default_rng(DATA_SEED)
    quadrant = np.arange(SAMPLES) % 4
    signs = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    x = signs[quadrant] * rng.uniform(0, 1, (SAMPLES, 2))
    # The noise comes after the labels, so some points cross the axes and are wrong on purpose.
    x += rng.normal(0, NOISE, x.shape)
    y = quadrant % 2
    return x.astype("float32"), y[:, np.newaxis].astype("float32")
