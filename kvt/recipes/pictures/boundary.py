"""The decision boundary over two features."""

import base64

import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.report import packed
from kvt.recipes.settings import TASK


class Picture:
    """The model's answer on a grid of 40 by 40 points around the training samples."""

    def __init__(self, model: tf.Module, data: Data) -> None:
        # Traced once, so that a picture costs the training next to nothing; there is no Python to convert.
        self.answer = tf.function(model, autograph=False)
        self.x, self.y = data.x_train[:500], data.y_train[:500]
        margin = 0.1 * np.ptp(data.x_train, axis=0)
        self.low, self.high = data.x_train.min(axis=0) - margin, data.x_train.max(axis=0) + margin
        across, up = np.linspace(self.low, self.high, 40).T
        self.grid = tf.constant(np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2), tf.float32)

    def points(self) -> dict:
        return {"kind": "points", "x": packed(self.x), "y": packed(self.y), "features": 2}

    def draw(self) -> dict:
        outputs = self.answer(self.grid, training=False)
        if TASK == "binary":
            shades = tf.sigmoid(outputs[:, 0]).numpy() * 255  # probability of class 1
        else:
            shades = tf.argmax(outputs, axis=-1).numpy()
        values = base64.b64encode(shades.astype("uint8").tobytes()).decode()
        return {
            "kind": "boundary",
            "size": 40,
            "low": self.low.tolist(),
            "high": self.high.tolist(),
            "values": values,
        }
