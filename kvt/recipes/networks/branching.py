"""A network that is no chain: two inputs, a connection past a layer, two outputs."""

import keras
import numpy as np

from kvt.recipes.settings import STEPS, UNITS


def branching() -> keras.Model:
    """Two features, one by one, [batch, 1] each -> the class's logit [batch, 1], and the features back [batch, 2]."""
    left, right = keras.Input((1,), name="left"), keras.Input((1,), name="right")
    both = keras.layers.Concatenate(name="both")([left, right])
    hidden = keras.layers.Dense(UNITS, activation="relu", name="hidden")(both)
    deeper = keras.layers.Dense(UNITS, activation="relu", name="deeper")(hidden)
    skip = keras.layers.Add(name="skip")([hidden, deeper])
    label = keras.layers.Dense(1, name="label")(skip)
    again = keras.layers.Dense(2, name="again")(skip)
    return keras.Model([left, right], [label, again])


def train_branching(model: keras.Model, x: np.ndarray, y: np.ndarray) -> list[float]:
    """STEPS steps over all samples at once; the sum of both outputs' losses at each."""
    losses = [keras.losses.BinaryCrossentropy(from_logits=True), keras.losses.MeanSquaredError()]
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=losses)
    inputs, targets = [x[:, :1], x[:, 1:]], [y, x]
    return model.fit(inputs, targets, batch_size=len(x), epochs=STEPS, shuffle=False, verbose=0).history["loss"]


def two_inputs() -> None:
    keras.Sequential([keras.Input((1,)), keras.Input((1,)), keras.layers.Dense(1)])


def skip_connection() -> None:
    keras.Sequential([keras.Input((2,)), keras.layers.Dense(2), keras.layers.Add(), keras.layers.Dense(1)])


def two_outputs() -> None:
    keras.Sequential([keras.Input((2,)), [keras.layers.Dense(1), keras.layers.Dense(2)]])


ATTEMPTS = {"two inputs": two_inputs, "a skip": skip_connection, "two outputs": two_outputs}
