"""The same network and its training without Keras: variables, and TensorFlow's own operations."""

import numpy as np
import tensorflow as tf

from kvt.recipes.networks.attention_keras import BATCH, RATE
from kvt.recipes.networks.images import Images
from kvt.recipes.settings import FILTERS, PASSES


class ByHand(tf.Module):
    """`weights` are the first values, in this order: convolution, query, key, value, what joins the heads, output."""

    def __init__(self, weights: list[np.ndarray]) -> None:
        super().__init__()
        self.weights = [tf.Variable(value) for value in weights]

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        """Images [batch, 8, 8, 1] -> logits [batch, 10]."""
        x = self.pixels(x)
        x = x + self.attend(x)
        return tf.matmul(tf.reshape(x, [-1, 16 * FILTERS]), self.weights[10]) + self.weights[11]

    def pixels(self, x: tf.Tensor) -> tf.Tensor:
        """Convolution and pooling: images to [batch, 16, FILTERS]."""
        x = tf.nn.relu(tf.nn.conv2d(x, self.weights[0], strides=1, padding="SAME") + self.weights[1])
        x = tf.nn.max_pool2d(x, ksize=2, strides=2, padding="VALID")
        return tf.reshape(x, [-1, 16, FILTERS])

    def looks(self, x: tf.Tensor) -> tf.Tensor:
        """Scaled dot products (Vaswani et al., 2017): how much pixel p takes from pixel q, [batch, HEADS, 16, 16]."""
        query, key = self.project(x, 2), self.project(x, 4)
        scores = tf.einsum("bhpd,bhqd->bhpq", query, key) / tf.sqrt(float(query.shape[-1]))
        return tf.nn.softmax(scores)

    def attend(self, x: tf.Tensor) -> tf.Tensor:
        """What each pixel finds, all heads together: [batch, 16, FILTERS] to the same."""
        found = tf.einsum("bhpq,bhqd->bhpd", self.looks(x), self.project(x, 6))
        return tf.einsum("bhpd,hdf->bpf", found, self.weights[8]) + self.weights[9]

    def project(self, x: tf.Tensor, place: int) -> tf.Tensor:
        """[batch, 16, FILTERS] -> [batch, HEADS, 16, 8], by the weights at `place`: of query, key or value."""
        return tf.einsum("bpf,fhd->bhpd", x, self.weights[place]) + self.weights[place + 1][:, tf.newaxis]


def loop(model: ByHand, data: Images) -> tuple[list[float], float]:
    """Gradient descent over the same batches as fit: the mean loss of each epoch, and the accuracy at the end."""

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=model(x)))
        for weight, gradient in zip(model.weights, tape.gradient(loss, model.weights)):
            weight.assign_sub(RATE * gradient)
        return loss

    whole = len(data.x) // BATCH * BATCH
    x, y = (tf.constant(values[:whole]) for values in (data.x, data.y))
    losses = []
    for _ in range(PASSES):
        steps = [step(x[first : first + BATCH], y[first : first + BATCH]) for first in range(0, whole, BATCH)]
        losses.append(float(tf.reduce_mean(steps)))
    right = np.argmax(model(tf.constant(data.x_held_out)), axis=1) == data.y_held_out
    return losses, float(right.mean())
