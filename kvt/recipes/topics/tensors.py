"""Tensors without a model: a formula, its slope, and a product of matrices."""

import timeit
from collections.abc import Iterator

import numpy as np
import tensorflow as tf

from kvt.recipes.settings import DATA_SEED, FORMULA, SIZE


def formula(x: tf.Tensor) -> tf.Tensor:
    """Each entry by itself."""
    if FORMULA == "square":
        return tf.square(x)
    elif FORMULA == "cube":
        return x**3 - x
    elif FORMULA == "sine":
        return tf.sin(x)
    elif FORMULA == "bump":
        return tf.exp(-tf.square(x))
    elif FORMULA == "softplus":
        return tf.math.log(1 + tf.exp(x))
    else:
        return tf.tanh(x)


def findings() -> Iterator[dict]:
    yield differentiate()
    yield multiply()


def differentiate() -> dict:
    """The formula at nine points, its slope from a gradient tape, and the slope of a short chord for comparison."""
    x = tf.linspace(tf.constant(-2.0, tf.float64), 2.0, 9)
    with tf.GradientTape() as tape:
        tape.watch(x)  # a constant is not followed unless asked for
        y = formula(x)
    slope = tape.gradient(y, x)
    h = 1e-5
    chord = (formula(x + h) - formula(x - h)) / (2 * h)
    return {
        "name": "slope",
        "x": x.numpy().tolist(),
        "y": y.numpy().tolist(),
        "slope": slope.numpy().tolist(),
        "apart": float(tf.reduce_max(tf.abs(slope - chord))),
    }


def multiply() -> dict:
    """Two random matrices multiplied by TensorFlow and by NumPy, the best of five times each."""
    rng = np.random.default_rng(DATA_SEED)
    a, b = rng.standard_normal((2, SIZE, SIZE), "float32")
    left, right = tf.constant(a), tf.constant(b)
    tensorflow_seconds = min(timeit.repeat(lambda: tf.matmul(left, right).numpy(), number=3, repeat=5)) / 3
    numpy_seconds = min(timeit.repeat(lambda: a @ b, number=3, repeat=5)) / 3
    return {
        "name": "product",
        "size": SIZE,
        "tensorflow_seconds": tensorflow_seconds,
        "numpy_seconds": numpy_seconds,
        "apart": float(np.max(np.abs(tf.matmul(left, right).numpy() - a @ b))),
    }
