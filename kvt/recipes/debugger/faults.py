"""A training that goes bad by one number: with BROKEN a value overflows or is none any more, with CURED it does not."""

import math
from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.settings import FAULT

if FAULT == "log":
    BROKEN, CURED = 0.0, 1e-6  # added to a probability before its logarithm is taken
elif FAULT == "rate":
    BROKEN, CURED = 100.0, 0.05  # the learning rate
elif FAULT == "division":
    BROKEN, CURED = 0.0, 1e-6  # added to a length before it divides
elif FAULT == "recurrent":
    BROKEN, CURED = 1.5, 0.9  # how far the first recurrent weights stretch a state
else:
    BROKEN, CURED = math.nan, 0.0  # one of the 1 024 values that are learned from


def samples(number: float if FAULT == "data" else None) -> tuple[np.ndarray, np.ndarray]:
    """x float32, y float32 [512, 1] of 0 and 1."""
    chance = np.random.default_rng(0)
    if FAULT == "recurrent":
        x = chance.normal(size=(512, 40, 1))  # 512 series of 40 values: is their sum positive?
        y = x.sum(axis=(1, 2)) > 0
    else:
        x = chance.normal(size=(512, 2))
        y = x[:, 0] * x[:, 1] > 0
    if FAULT == "data":
        x[100, 0] = number
    if FAULT == "log":
        x = 20 * x  # not brought to a common scale
    return x.astype("float32"), y.astype("float32")[:, None]


if FAULT == "division":

    class UnitLength(keras.layers.Layer):
        """Each row divided by its length."""

        def __init__(self, number: float) -> None:
            super().__init__()
            self.number = number

        def call(self, x):
            length = tf.sqrt(tf.reduce_sum(x * x, axis=1, keepdims=True))
            return x / (length + self.number)


def network(number: float if FAULT == "division" or FAULT == "recurrent" else None) -> keras.Model:
    keras.utils.set_random_seed(0)
    if FAULT == "recurrent":
        stretching = keras.initializers.Orthogonal(gain=number)
        recurrent = keras.layers.SimpleRNN(8, activation=None, recurrent_initializer=stretching)
        layers = [keras.Input((40, 1)), recurrent, keras.layers.Dense(1)]
    elif FAULT == "division":
        layers = [keras.Input((2,)), keras.layers.Dense(8, "relu"), UnitLength(number), keras.layers.Dense(1)]
    elif FAULT == "log":
        layers = [keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1, "sigmoid")]
    else:
        layers = [keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1)]
    return keras.Sequential(layers)


def make_loss(number: float if FAULT == "log" else None) -> Callable:
    if FAULT == "log":

        def cross_entropy(y, p):
            likely = y * tf.math.log(p + number)
            unlikely = (1 - y) * tf.math.log(1 - p + number)
            return -tf.reduce_mean(likely + unlikely)

        return cross_entropy
    elif FAULT == "rate":
        return keras.losses.MeanSquaredError()
    else:
        return keras.losses.BinaryCrossentropy(from_logits=True)


def make_optimizer(number: float if FAULT == "rate" else None) -> keras.optimizers.Optimizer:
    if FAULT == "rate":
        return keras.optimizers.SGD(number)
    elif FAULT == "recurrent":
        return keras.optimizers.SGD(0.01)
    else:
        return keras.optimizers.SGD(0.1)
