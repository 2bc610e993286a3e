"""Images shifted and turned by chance, without Keras."""

import math

import tensorflow as tf

from kvt.recipes.settings import AUGMENTATION


class Augmentation(tf.Module):
    """Draws for each image how far it is shifted and turned, as Keras's two layers do from the same seeds."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.seed = seed
        self.calls = tf.Variable(0, trainable=False, name="calls")

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        """Images [batch, height, width, channels] -> the same, moved."""
        images, height, width = tf.shape(x)[0], x.shape[1], x.shape[2]
        zero, one = tf.zeros([images]), tf.ones([images])
        # Each draw has a number of its own, so that no two steps shift and turn alike.
        down = self.draw(AUGMENTATION * height, images, self.seed, 2 * self.calls)
        right = self.draw(AUGMENTATION * width, images, self.seed, 2 * self.calls + 1)
        angle = self.draw(AUGMENTATION * math.pi, images, self.seed + 1, self.calls)
        self.calls.assign_add(1)
        x = move(x, one, zero, -right, zero, one, -down)
        # A turn around the middle of the image.
        cos, sin = tf.cos(angle), tf.sin(angle)
        across, along = (width - 1) / 2, (height - 1) / 2
        left, top = across - across * cos + along * sin, along - across * sin - along * cos
        return move(x, cos, -sin, left, sin, cos, top)

    def draw(self, most: float, images: tf.Tensor, seed: int, number: tf.Tensor) -> tf.Tensor:
        return tf.random.stateless_uniform([images], [seed, number], -most, most)


def move(x: tf.Tensor, *rows: tf.Tensor) -> tf.Tensor:
    """The pixel at (x, y) comes from (a x + b y + c, d x + e y + f), in proportion between pixels; from outside, 0.

    `rows` are a to f, each float32 [batch].
    """
    zero = tf.zeros_like(rows[0])
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=x,
        transforms=tf.stack([*rows, zero, zero], axis=1),
        output_shape=x.shape[1:3],
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )
