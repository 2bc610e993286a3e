"""How large gradients are, layer by layer: their norms, and how their sizes are spread."""

import tensorflow as tf

LOW, HIGH, BINS = -7.0, 1.0, 32  # powers of ten


def norms(gradients: list[tf.Tensor]) -> tf.Tensor:
    """Of each layer, its kernel and bias together: float32 [layers]."""
    return tf.stack([tf.linalg.global_norm(gradients[place : place + 2]) for place in range(0, len(gradients), 2)])


def spread(gradients: list[tf.Tensor]) -> tf.Tensor:
    """Of each layer, how many numbers lie in each of BINS powers of ten: int32 [layers, BINS]; 0 is in the lowest."""
    layers = [
        tf.concat([tf.reshape(g, [-1]) for g in gradients[place : place + 2]], 0)
        for place in range(0, len(gradients), 2)
    ]
    sizes = [tf.math.log(tf.abs(layer) + 1e-12) / tf.math.log(10.0) for layer in layers]
    return tf.stack([tf.histogram_fixed_width(size, [LOW, HIGH], BINS) for size in sizes])
