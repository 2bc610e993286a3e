"""Small networks of one shape as one: each variable has an axis in front, with an entry for each configuration."""

import itertools
import math

import numpy as np
import tensorflow as tf

from kvt.recipes.settings import BETA_1, BETA_2, EPSILON

SIZES = (2, 8, 8, 1)


def first_weights(seed: int) -> list[np.ndarray]:
    """Kernels [inputs, units], each followed by its bias [1, units], of one network: Glorot and Bengio, 2010."""
    rng = np.random.default_rng(seed)
    weights = []
    for inputs, units in itertools.pairwise(SIZES):
        limit = math.sqrt(6 / (inputs + units))
        weights += [rng.uniform(-limit, limit, (inputs, units)).astype("float32"), np.zeros((1, units), "float32")]
    return weights


def cross_entropy(weights: list[tf.Tensor], x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    """Of each network, float32 [networks]. The same samples for all: x [samples, 2], y [samples, 1]."""
    *hidden, (kernel, bias) = zip(weights[::2], weights[1::2])
    for one_kernel, one_bias in hidden:
        x = tf.tanh(tf.matmul(x, one_kernel) + one_bias)  # [networks, samples, units]
    logits = tf.matmul(x, kernel) + bias
    labels = tf.broadcast_to(y, tf.shape(logits))
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits), axis=[1, 2])


@tf.function(autograph=False, jit_compile=True)
def train_networks(weights, rates, strengths, x, y, x_all, y_all):
    """Every step of every network in one call: what each one's cross-entropy of all samples comes to, [networks].

    weights [networks, …] each; learning rates and strengths of L2 [networks]; x [steps, batch, 2] and y alike.
    """
    rates = rates[:, tf.newaxis, tf.newaxis]

    def step(number, weights, means, squares):
        with tf.GradientTape() as tape:
            tape.watch(weights)
            penalties = sum(tf.reduce_sum(kernel**2, axis=[1, 2]) for kernel in weights[:-2:2])
            losses = cross_entropy(weights, x[number], y[number]) + strengths * penalties
            loss = tf.reduce_sum(losses)  # no network sees another's weights, so each gradient is its own
        gradients = tape.gradient(loss, weights)
        # Adam, by the formula that Keras uses.
        count = tf.cast(number + 1, tf.float32)
        alpha = rates * tf.sqrt(1 - BETA_2**count) / (1 - BETA_1**count)
        means = [mean + (gradient - mean) * (1 - BETA_1) for mean, gradient in zip(means, gradients)]
        squares = [square + (gradient**2 - square) * (1 - BETA_2) for square, gradient in zip(squares, gradients)]
        moments = zip(weights, means, squares)
        weights = [weight - alpha * mean / (tf.sqrt(square) + EPSILON) for weight, mean, square in moments]
        return number + 1, weights, means, squares

    zeros = [tf.zeros_like(weight) for weight in weights]
    _, weights, _, _ = tf.while_loop(lambda number, *_: number < x.shape[0], step, (0, weights, zeros, zeros))
    return cross_entropy(weights, x_all, y_all)
