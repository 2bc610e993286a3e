"""One network, written in each of the four ways that Keras offers."""

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.settings import STEPS, UNITS, WEIGHTS_SEED


def sequential() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(UNITS, activation="relu"),
            keras.layers.Dense(UNITS, activation="relu"),
            keras.layers.Dense(1),
        ]
    )


def functional() -> keras.Model:
    inputs = keras.Input((2,))
    hidden = keras.layers.Dense(UNITS, activation="relu")(inputs)
    hidden = keras.layers.Dense(UNITS, activation="relu")(hidden)
    outputs = keras.layers.Dense(1)(hidden)
    return keras.Model(inputs, outputs)


class Network(keras.Model):
    """The layers are attributes; what is done with them is Python code, which Keras does not look into."""

    def __init__(self) -> None:
        super().__init__()
        self.first = keras.layers.Dense(UNITS, activation="relu")
        self.second = keras.layers.Dense(UNITS, activation="relu")
        self.last = keras.layers.Dense(1)

    def call(self, x):
        return self.last(self.second(self.first(x)))


class Affine(keras.layers.Layer):
    """A dense layer by hand: float32 [batch, n] -> [batch, units]."""

    def __init__(self, units: int, activation: Callable = tf.identity) -> None:
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, shape) -> None:
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, x):
        return self.activation(tf.matmul(x, self.kernel) + self.bias)


def custom_layers() -> keras.Model:
    return keras.Sequential([keras.Input((2,)), Affine(UNITS, tf.nn.relu), Affine(UNITS, tf.nn.relu), Affine(1)])


WAYS = {
    "Sequential": sequential,
    "Functional": functional,
    "Subclass": Network,
    "Custom layers": custom_layers,
}


def build_equal(x: np.ndarray) -> dict[str, keras.Model]:
    """All four, each with the first one's weights."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    models = {}
    for way, build in WAYS.items():
        models[way] = build()
        models[way](x[:1])  # a subclass has no weights before it has seen a sample
        models[way].set_weights(models["Sequential"].get_weights())
    return models


def train(model: keras.Model, x, y) -> list[float]:
    """STEPS steps over all samples at once; the loss of each."""
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model.fit(x, y, batch_size=len(x), epochs=STEPS, shuffle=False, verbose=0).history["loss"]
