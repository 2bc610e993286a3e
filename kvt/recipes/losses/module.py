"""The loss, written out."""

import tensorflow as tf

from kvt.recipes.settings import LOSS


def loss_fn(y: tf.Tensor, outputs: tf.Tensor) -> tf.Tensor:
    """Labels [batch] or [batch, 1] and the model's outputs -> mean loss over the batch, a scalar."""
    if LOSS == "binary_crossentropy":
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=outputs)
    elif LOSS == "hinge":
        losses = tf.maximum(1 - (2 * y - 1) * outputs, 0.0)
    elif LOSS == "sparse_categorical_crossentropy":
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=outputs)
    elif LOSS == "mean_squared_error":
        losses = tf.square(y - outputs)
    elif LOSS == "mean_absolute_error":
        losses = tf.abs(y - outputs)
    else:
        # Huber, 1964: a square near 0, a line beyond 1.
        error = tf.abs(y - outputs)
        losses = tf.where(error <= 1.0, 0.5 * tf.square(error), error - 0.5)
    return tf.reduce_mean(losses)
