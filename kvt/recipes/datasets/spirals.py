"""Two spirals: two arms wound around each other."""

import numpy as np

from kvt.recipes.settings import DATA_SEED, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Points on two arms, half a turn apart, each one and a half turns long.

    x: float32 [SAMPLES, 2]; y: float32 [SAMPLES, 1], 0 or 1.
    """
    rng = np.random.default_rng(DATA_SEED)
    y = np.arange(SAMPLES) % 2
    # The root spreads the points evenly along an arm, which grows longer with its radius.
    radius = np.sqrt(rng.uniform(0, 1, SAMPLES))
    angle = 3 * np.pi * radius + np.pi * y
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    x += rng.normal(0, NOISE, x.shape)
    return x.astype("float32"), y[:, np.newaxis].astype("float32")
