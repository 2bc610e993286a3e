"""The same training by fit and by a loop of one's own, all samples at each step."""

import time
from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.networks.own_loss import is_sure
from kvt.recipes.settings import STEPS, UNITS, WEIGHTS_SEED

cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def network(*before_last: keras.layers.Layer) -> keras.Model:
    """The same first weights at each call."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(UNITS, activation="relu"), *before_last, keras.layers.Dense(1)]
    )


def fit(
    model: keras.Model, x, y, optimizer=None, loss=cross_entropy, steps=STEPS, **compiled
) -> keras.callbacks.History:
    model.compile(optimizer=optimizer or keras.optimizers.SGD(0.5), loss=loss, **compiled)
    return model.fit(x, y, batch_size=len(x), epochs=steps, shuffle=False, verbose=0)


def loop(model: keras.Model, x, y, loss: Callable = cross_entropy) -> tuple[list[float], list[float]]:
    """STEPS steps with a tape: the losses, and the shares of samples that are surely right."""
    optimizer = keras.optimizers.SGD(0.5)
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            value = tf.reduce_mean(loss(y, logits))
        optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
        return value, tf.reduce_mean(tf.cast(is_sure(y, logits), tf.float32))

    x, y = tf.constant(x), tf.constant(y)
    values = [step(x, y) for _ in range(STEPS)]
    return [float(loss) for loss, _ in values], [float(share) for _, share in values]


def seconds_a_step(model: keras.Model, x, y) -> float:
    """The median of 30 steps of one more epoch: what fit does once an epoch is not theirs, nor is tracing."""
    times = []
    watch = keras.callbacks.LambdaCallback(on_train_batch_end=lambda step, logs: times.append(time.perf_counter()))
    model.fit(x, y, batch_size=-(-len(x) // 30), callbacks=[watch], shuffle=False, verbose=0)
    return float(np.median(np.diff(times)))


def apart(one, other) -> float:
    return float(np.max(np.abs(np.subtract(one, other))))
