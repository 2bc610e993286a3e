"""A noisy sine, step by step: which value comes next?"""

import numpy as np

from kvt.recipes.settings import DATA_SEED, LENGTH, NOISE, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Sines of many pitches and phases, each seen through noise; the value after the last step has none.

    x: float32 [SAMPLES, LENGTH, 1]; y: float32 [SAMPLES, 1].
    """
    rng = np.random.default_rng(DATA_SEED)
    pitch = rng.uniform(0.2, 0.8, (SAMPLES, 1))  # radians a time step
    phase = rng.uniform(0, 2 * np.pi, (SAMPLES, 1))
    waves = np.sin(phase + pitch * np.arange(LENGTH + 1))
    x, y = waves[:, :-1], waves[:, -1:]
    x = x + rng.normal(0, NOISE, x.shape)
    return x[..., np.newaxis].astype("float32"), y.astype("float32")
