"""How often samples of each class are taken for each class."""

import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.report import packed
from kvt.recipes.settings import TASK


class Picture:
    """The model's answers to the samples that were held out."""

    def __init__(self, model: tf.Module, data: Data) -> None:
        # Traced once, so that a picture costs the training next to nothing; there is no Python to convert.
        self.answer = tf.function(model, autograph=False)
        self.x, self.labels = tf.constant(data.x_val), data.y_val.reshape(-1)

    def draw(self) -> dict:
        outputs = self.answer(self.x, training=False)
        if TASK == "binary":
            told, classes = outputs[:, 0] > 0, 2
        else:
            told, classes = tf.argmax(outputs, axis=-1), outputs.shape[-1]
        counts = tf.math.confusion_matrix(self.labels, told, classes)
        return {"kind": "confusion", "classes": classes, "counts": packed(counts)}
