"""The layers of networks without Keras: variables, and what is done with them."""

import math

import tensorflow as tf

from kvt.recipes.settings import ACTIVATION, BATCH_NORMALIZATION, DROPOUT, INITIALIZER, L1, L2, MODEL


def initial(shape: list[int], seed: int) -> tf.Tensor:
    """First values of a kernel, float32 [..., inputs, units]: what Keras's initialiser draws from the seed."""
    if MODEL == "cnn":
        # A kernel that slides over an image meets each input, and each unit, once for each of its pixels.
        fan_in = math.prod(shape[:-1])
    else:
        fan_in = shape[0]
    if INITIALIZER in ("glorot_uniform", "glorot_normal"):
        if MODEL == "cnn":
            fan_out = math.prod(shape[:-2]) * shape[-1]
        else:
            fan_out = shape[1]
        variance = 2 / (fan_in + fan_out)  # Glorot and Bengio, 2010
    elif INITIALIZER in ("he_uniform", "he_normal"):
        variance = 2 / fan_in  # He et al., 2015
    else:
        variance = 1 / fan_in  # LeCun et al., 1998
    if INITIALIZER in ("glorot_uniform", "he_uniform", "lecun_uniform"):
        limit = math.sqrt(3 * variance)
        return tf.random.stateless_uniform(shape, (seed, 0), -limit, limit)
    else:
        # Cutting at two deviations narrows a normal to 0.8796 of its deviation; this makes up for it.
        deviation = math.sqrt(variance) / 0.87962566103423978
        return tf.random.stateless_truncated_normal(shape, (seed, 0), 0.0, deviation)


def activate(x: tf.Tensor) -> tf.Tensor:
    if ACTIVATION == "relu":
        return tf.nn.relu(x)
    elif ACTIVATION == "tanh":
        return tf.tanh(x)
    elif ACTIVATION == "sigmoid":
        return tf.sigmoid(x)
    elif ACTIVATION == "elu":
        return tf.nn.elu(x)
    elif ACTIVATION == "selu":
        return tf.nn.selu(x)
    elif ACTIVATION == "gelu":
        return tf.nn.gelu(x)
    elif ACTIVATION == "silu":
        return tf.nn.silu(x)
    else:
        return tf.math.softplus(x)


class Dense(tf.Module):
    """x [batch, inputs] -> x @ kernel + bias [batch, units]."""

    def __init__(self, inputs: int, units: int, seed: int) -> None:
        super().__init__()
        self.kernel = tf.Variable(initial([inputs, units], seed), name="kernel")
        self.bias = tf.Variable(tf.zeros([units]), name="bias")

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return tf.matmul(x, self.kernel) + self.bias


if BATCH_NORMALIZATION:

    class BatchNormalization(tf.Module):
        """Brings each of x's last axis to deviation gamma around beta, which serves as the bias.

        Measured over all other axes in training, else over the moving averages: Ioffe and Szegedy, 2015.
        """

        def __init__(self, units: int, momentum: float = 0.99, epsilon: float = 1e-3) -> None:
            super().__init__()
            self.gamma = tf.Variable(tf.ones([units]), name="gamma")
            self.beta = tf.Variable(tf.zeros([units]), name="beta")
            self.mean = tf.Variable(tf.zeros([units]), trainable=False, name="mean")
            self.variance = tf.Variable(tf.ones([units]), trainable=False, name="variance")
            self.momentum, self.epsilon = momentum, epsilon

        def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
            if training:
                mean, variance = tf.nn.moments(x, axes=list(range(len(x.shape) - 1)))
                self.mean.assign(self.mean * self.momentum + mean * (1 - self.momentum))
                self.variance.assign(self.variance * self.momentum + variance * (1 - self.momentum))
            else:
                mean, variance = self.mean, self.variance
            return tf.nn.batch_normalization(x, mean, variance, self.beta, self.gamma, self.epsilon)


if DROPOUT:

    class Dropout(tf.Module):
        """Sets a share of DROPOUT to 0 and scales the rest up, so that the mean stays: Srivastava et al., 2014."""

        def __init__(self, seed: int) -> None:
            super().__init__()
            self.seed = seed
            self.draws = tf.Variable(0, trainable=False, name="draws")

        def __call__(self, x: tf.Tensor) -> tf.Tensor:
            # Each draw has its own number, so that no two steps drop the same units.
            x = tf.nn.experimental.stateless_dropout(x, DROPOUT, seed=[self.seed, self.draws])
            self.draws.assign_add(1)
            return x


if L1 or L2:

    def penalty(kernel: tf.Tensor) -> tf.Tensor:
        """What a kernel's size costs, to be added to the loss."""
        if L1 and L2:
            return L1 * tf.reduce_sum(tf.abs(kernel)) + L2 * tf.reduce_sum(kernel**2)
        elif L1:
            return L1 * tf.reduce_sum(tf.abs(kernel))
        else:
            return L2 * tf.reduce_sum(kernel**2)
