"""Random labels: nothing to learn."""

import numpy as np

from kvt.recipes.settings import COLUMNS, DATA_SEED, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """Random features, and labels that do not depend on them.

    x: float32 [SAMPLES, COLUMNS], 0 to 1; y: float32 [SAMPLES, 1].
    """
    rng = np.random.default_rng(DATA_SEED)
    x = rng.random((SAMPLES, COLUMNS), dtype="float32")
    y = rng.integers(0, 2, (SAMPLES, 1))
    return x, y.astype("float32")
