"""Two circles: one ring inside another."""

import numpy as np

from kvt.recipes.settings import DATA_SEED, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Points on two rings, every other one on the inner.

    x: float32 [SAMPLES, 2]; y: float32 [SAMPLES, 1], 1 inside.
    """
    rng = np.random.default_rng(DATA_SEED)
    y = np.arange(SAMPLES) % 2
    radius = np.where(y == 0, 1.0, 0.5)
    angle = rng.uniform(0, 2 * np.pi, SAMPLES)
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    x += rng.normal(0, NOISE, x.shape)
    return x.astype("float32"), y[:, np.newaxis].astype("float32")
