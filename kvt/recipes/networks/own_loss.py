"""A loss and a metric of one's own."""

import keras
import tensorflow as tf


def own_loss(y, logits):
    """Cross-entropy in which a 1 that is missed counts three times: float32 [batch, 1] twice -> [batch, 1]."""
    return (1 + 2 * y) * tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)


class Sure(keras.metrics.Metric):
    """The share of samples that are right, and surely so: a probability of at least 0.8."""

    def __init__(self, name: str = "sure") -> None:
        super().__init__(name=name)
        self.right = self.add_weight(name="right", initializer="zeros")
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y, logits, sample_weight=None) -> None:
        self.right.assign_add(tf.reduce_sum(tf.cast(is_sure(y, logits), tf.float32)))
        self.total.assign_add(tf.cast(tf.size(y), tf.float32))

    def result(self):
        return self.right / self.total


def is_sure(y, logits):
    return tf.sigmoid((2 * y - 1) * logits) >= 0.8
