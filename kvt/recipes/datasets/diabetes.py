"""Diabetes: 442 patients."""

import numpy as np
from sklearn.datasets import load_diabetes


def load() -> tuple[np.ndarray, np.ndarray]:
    """Ten measurements, and how far the illness went in a year.

    x: float32 [442, 10]; y: float32 [442, 1].
    """
    x, y = load_diabetes(return_X_y=True, scaled=False)
    # The progression runs from 25 to 346: counted in deviations from its mean, the loss starts near 1.
    y = (y - y.mean()) / y.std()
    return x.astype("float32"), y[:, np.newaxis].astype("float32")
