"""A layer of one's own: as it is easily forgotten, and whole."""

import keras
import tensorflow as tf

from kvt.recipes.settings import UNITS


class Forgetful(keras.layers.Layer):
    """Multiplies with a kernel that nobody has made: there is no build."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def call(self, x):
        return keras.activations.relu(tf.matmul(x, self.kernel))


class Whole(Forgetful):
    """The same layer with the missing method: Keras calls it once, with the shape of what comes in."""

    def build(self, shape) -> None:
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="glorot_uniform", name="kernel")


def with_layer(layer: type) -> keras.Model:
    """Features float32 [batch, 2] -> logits float32 [batch, 1]."""
    return keras.Sequential([layer(UNITS), keras.layers.Dense(1)])
