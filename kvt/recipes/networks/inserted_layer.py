"""A layer of one's own between a convolution and a dense layer."""

import keras
import tensorflow as tf

from kvt.recipes.settings import UNITS, WEIGHTS_SEED


class Flat(keras.layers.Layer):
    """Its weights are one number a unit: a vector, which no matrix can be multiplied with."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.kernel = self.add_weight(shape=(units,), initializer="random_normal", name="kernel")
        self.bias = self.add_weight(shape=(units,), initializer="zeros", name="bias")

    def call(self, x):
        return tf.nn.relu(tf.matmul(x, self.kernel) + self.bias)


class Whole(keras.layers.Layer):
    """One number for each pair of an input and a unit: made in build, where the inputs are known."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def build(self, shape) -> None:
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, x):
        return tf.nn.relu(tf.matmul(x, self.kernel) + self.bias)


def network(layer: type) -> keras.Model:
    """Images [batch, 8, 8, 1] -> logits [batch, 10]. The same first weights at each call."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential(
        [
            keras.layers.Conv2D(32, 3, activation="relu"),
            layer(UNITS),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
        ]
    )
