"""Digits: 1 797 handwritten digits that ship with scikit-learn."""

import numpy as np
from sklearn.datasets import load_digits

from kvt.recipes.settings import PIXELS

if PIXELS > 8:
    import tensorflow as tf


def load() -> tuple[np.ndarray, np.ndarray]:
    """Grey images, 0 to 16.

    x: float32 [1797, height, width, 1]; y: int32 [1797], 0 to 9.
    """
    digits = load_digits()
    # The last axis is the channel: one, since the images are grey.
    x = digits.images[..., np.newaxis]
    if PIXELS > 8:
        x = tf.image.resize(x, [PIXELS, PIXELS]).numpy()  # bilinear
    return x.astype("float32"), digits.target.astype("int32")
