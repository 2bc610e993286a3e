"""A layer of one's own: as it is easily forgotten, and whole."""

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.settings import UNITS, WEIGHTS_SEED


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
    """Features float32 [batch, 2] -> logits float32 [batch, 1]. The same first weights at each call."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential([layer(UNITS), keras.layers.Dense(1)])


class LayerByHand(tf.Module):
    """What `with_layer` gives, in variables alone, from the same first weights: own kernel, last kernel, last bias."""

    def __init__(self, weights: list[np.ndarray]) -> None:
        super().__init__()
        self.kernel, self.last, self.bias = (tf.Variable(value) for value in weights)

    def __call__(self, x, training=False):
        return tf.matmul(tf.nn.relu(tf.matmul(x, self.kernel)), self.last) + self.bias
