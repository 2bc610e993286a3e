"""A noisy wave: one feature, one number to predict."""

import numpy as np

from kvt.recipes.settings import DATA_SEED, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """A sine that swells from left to right.

    x: float32 [SAMPLES, 1], -1.5 to 1.5; y: float32 [SAMPLES, 1].
    """
    rng = np.random.default_rng(DATA_SEED)
    x = rng.uniform(-1.5, 1.5, (SAMPLES, 1))
    y = (x + 1.5) / 2 * np.sin(4 * x)
    y += rng.normal(0, NOISE, y.shape)
    return x.astype("float32"), y.astype("float32")
