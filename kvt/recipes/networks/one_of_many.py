"""One of the networks, by Keras."""

import time

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.networks.many_networks import SIZES, cross_entropy


def fit_network(
    weights: list[np.ndarray], rate: float, strength: float, x: np.ndarray, y: np.ndarray
) -> tuple[list[tf.Variable], float, float]:
    """Its variables, trained on the batches x [steps, batch, 2]; seconds, and those until the first step was done."""
    started = time.perf_counter()
    model = keras.Sequential([keras.Input(SIZES[:1])])
    for units in SIZES[1:-1]:
        model.add(keras.layers.Dense(units, "tanh", kernel_regularizer=keras.regularizers.L2(strength)))
    model.add(keras.layers.Dense(SIZES[-1]))
    for variable, value in zip(model.trainable_variables, weights):
        variable.assign(np.reshape(value, variable.shape))
    model.compile(keras.optimizers.Adam(rate), keras.losses.BinaryCrossentropy(from_logits=True))
    ends = []
    model.fit(
        x.reshape(-1, SIZES[0]),
        y.reshape(-1, 1),
        batch_size=x.shape[1],
        shuffle=False,  # the batches come as they are
        callbacks=[
            keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: ends.append(time.perf_counter()))
        ],
        verbose=0,
    )
    return model.trainable_variables, time.perf_counter() - started, ends[0] - started
