"""Wine: 178 wines of three growers."""

import numpy as np
from sklearn.datasets import load_wine


def load() -> tuple[np.ndarray, np.ndarray]:
    """Thirteen chemical measurements.

    x: float32 [178, 13]; y: int32 [178], 0 to 2.
    """
    x, y = load_wine(return_X_y=True)
    return x.astype("float32"), y.astype("int32")
