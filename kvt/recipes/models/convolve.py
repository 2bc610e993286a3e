"""A convolution as one product of matrices."""

import tensorflow as tf

from kvt.recipes.settings import KERNEL_SIZE


def convolve(x: tf.Tensor, kernel: tf.Tensor) -> tf.Tensor:
    """x [batch, height, width, channels], kernel [size, size, channels, filters] -> [batch, height, width, filters].

    As many shifted copies of the images as a kernel has pixels, side by side, times the kernel as a matrix (im2col:
    Chellapilla et al., 2006). The sums are a convolution's; XLA compiles the product well, on CPUs too.
    """
    before, after = (KERNEL_SIZE - 1) // 2, KERNEL_SIZE // 2
    _, height, width, channels = x.shape
    padded = tf.pad(x, [[0, 0], [before, after], [before, after], [0, 0]])
    shifts = [(down, right) for down in range(KERNEL_SIZE) for right in range(KERNEL_SIZE)]
    copies = tf.concat([padded[:, down : down + height, right : right + width] for down, right in shifts], axis=-1)
    matrix = tf.reshape(kernel, [len(shifts) * channels, -1])
    sums = tf.matmul(tf.reshape(copies, [-1, len(shifts) * channels]), matrix)
    return tf.reshape(sums, [-1, height, width, kernel.shape[-1]])
