"""Two moons: two half circles that reach into each other."""

import numpy as np

from kvt.recipes.settings import DATA_SEED, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Points on two half circles, every other one on the lower.

    x: float32 [SAMPLES, 2]; y: float32 [SAMPLES, 1], 0 or 1.
    """
    rng = np.random.default_rng(DATA_SEED)
    y = np.arange(SAMPLES) % 2
    angle = rng.uniform(0, np.pi, SAMPLES)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    # The middle of the two is moved to 0: networks start best around it.
    x = np.where(y[:, np.newaxis] == 0, upper, lower) - [0.5, 0.25]
    x += rng.normal(0, NOISE, x.shape)
    return x.astype("float32"), y[:, np.newaxis].astype("float32")
