"""The model's answer along its one feature."""

import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.report import packed


class Picture:
    """200 answers from the smallest training sample to the largest."""

    def __init__(self, model: tf.Module, data: Data) -> None:
        # Traced once, so that a picture costs the training next to nothing; there is no Python to convert.
        self.answer = tf.function(model, autograph=False)
        self.x, self.y = data.x_train[:500], data.y_train[:500]
        self.along = np.linspace(data.x_train.min(), data.x_train.max(), 200, dtype="float32")

    def points(self) -> dict:
        return {"kind": "points", "x": packed(self.x), "y": packed(self.y), "features": 1}

    def draw(self) -> dict:
        outputs = self.answer(tf.constant(self.along[:, np.newaxis]), training=False)
        return {"kind": "curve", "x": packed(self.along), "y": packed(outputs[:, 0])}
