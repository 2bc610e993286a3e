"""Breast cancer: 569 biopsies."""

import numpy as np
from sklearn.datasets import load_breast_cancer


def load() -> tuple[np.ndarray, np.ndarray]:
    """Thirty measurements of cell nuclei.

    x: float32 [569, 30]; y: float32 [569, 1], 0 malignant, 1 benign.
    """
    x, y = load_breast_cancer(return_X_y=True)
    return x.astype("float32"), y[:, np.newaxis].astype("float32")
