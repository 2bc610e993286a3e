"""Iris: 150 flowers of three species."""

import numpy as np
from sklearn.datasets import load_iris


def load() -> tuple[np.ndarray, np.ndarray]:
    """Lengths and widths of sepal and petal in cm.

    x: float32 [150, 4]; y: int32 [150], 0 to 2.
    """
    x, y = load_iris(return_X_y=True)
    return x.astype("float32"), y.astype("int32")
