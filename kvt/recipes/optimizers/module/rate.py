"""The learning rate over time, written out."""

import math

import tensorflow as tf

from kvt.recipes.settings import DECAY_RATE, DECAY_STEPS, FINAL_SHARE, LEARNING_RATE, SCHEDULE, WARMUP_STEPS


def rate_at(step: tf.Tensor) -> tf.Tensor:
    """Steps done, a scalar -> learning rate, a float32 scalar."""
    step = tf.cast(step, tf.float32)
    if SCHEDULE == "exponential":
        return LEARNING_RATE * DECAY_RATE ** (step / DECAY_STEPS)
    else:
        # Half a cosine from the full rate down to its final share: Loshchilov and Hutter, 2016.
        if WARMUP_STEPS:
            done = tf.minimum(step - WARMUP_STEPS, DECAY_STEPS) / DECAY_STEPS
        else:
            done = tf.minimum(step, DECAY_STEPS) / DECAY_STEPS
        cosine = 0.5 * (1 + tf.cos(math.pi * done))
        if WARMUP_STEPS:
            rate = LEARNING_RATE * ((1 - FINAL_SHARE) * cosine + FINAL_SHARE)
            return tf.where(step < WARMUP_STEPS, LEARNING_RATE * step / WARMUP_STEPS, rate)
        else:
            return LEARNING_RATE * ((1 - FINAL_SHARE) * cosine + FINAL_SHARE)
