"""A gradient of one's own, inside a Keras layer."""

import keras
import tensorflow as tf

from kvt.recipes.settings import GRADIENT


@tf.custom_gradient
def bend(x):
    """Forward as written; backward whatever `gradient` says."""

    def gradient(upstream):
        if GRADIENT == "straight_through":
            return upstream  # of rounding itself nothing would be learned: it is flat
        elif GRADIENT == "reverse":
            return -upstream
        else:
            return tf.clip_by_value(upstream, -0.001, 0.001)

    if GRADIENT == "straight_through":
        return tf.round(x), gradient
    else:
        return tf.identity(x), gradient


def straight(x):
    """The same forward, its gradient left to TensorFlow."""
    if GRADIENT == "straight_through":
        return tf.round(x)
    else:
        return tf.identity(x)


class Bent(keras.layers.Layer):
    def call(self, x):
        return bend(x)


def slopes(function) -> list[float | None]:
    """The gradient that comes back through `function` at three points; None where there is none."""
    x = tf.constant([-0.7, 0.2, 1.4])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    gradient = tape.gradient(y, x)
    return [None] * 3 if gradient is None else gradient.numpy().tolist()
