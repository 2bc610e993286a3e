"""The same multilayer perceptron without Keras: variables and matrix products."""

import math

import tensorflow as tf

from kvt.recipes.settings import (
    ACTIVATION,
    BATCH_NORMALIZATION,
    DROPOUT,
    FEATURES,
    HIDDEN,
    IMAGES,
    INITIALIZER,
    L1,
    L2,
    OUTPUTS,
    WEIGHTS_SEED,
)


def initial(fan_in: int, fan_out: int, seed: int) -> tf.Tensor:
    """First values of a kernel, float32 [fan_in, fan_out]; the numbers that Keras's initialiser draws from the seed."""
    if INITIALIZER in ("glorot_uniform", "glorot_normal"):
        variance = 2 / (fan_in + fan_out)  # Glorot and Bengio, 2010
    elif INITIALIZER in ("he_uniform", "he_normal"):
        variance = 2 / fan_in  # He et al., 2015
    else:
        variance = 1 / fan_in  # LeCun et al., 1998
    if INITIALIZER in ("glorot_uniform", "he_uniform", "lecun_uniform"):
        limit = math.sqrt(3 * variance)
        return tf.random.stateless_uniform([fan_in, fan_out], (seed, 0), -limit, limit)
    else:
        # Cutting at two deviations narrows a normal to 0.8796 of its deviation; this makes up for it.
        deviation = math.sqrt(variance) / 0.87962566103423978
        return tf.random.stateless_truncated_normal([fan_in, fan_out], (seed, 0), 0.0, deviation)


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


class Dense(tf.Module):
    """x [batch, inputs] -> x @ kernel + bias [batch, units]."""

    def __init__(self, inputs: int, units: int, seed: int) -> None:
        super().__init__()
        self.kernel = tf.Variable(initial(inputs, units, seed), name="kernel")
        self.bias = tf.Variable(tf.zeros([units]), name="bias")
        if DROPOUT:
            self.dropout = Dropout(seed)

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return tf.matmul(x, self.kernel) + self.bias


if BATCH_NORMALIZATION:

    class NormalizedDense(tf.Module):
        """x @ kernel, each column brought to deviation gamma around beta, which serves as the bias.

        Measured over the batch in training, else over the moving averages: Ioffe and Szegedy, 2015.
        """

        def __init__(self, inputs: int, units: int, seed: int, momentum: float = 0.99, epsilon: float = 1e-3) -> None:
            super().__init__()
            self.kernel = tf.Variable(initial(inputs, units, seed), name="kernel")
            self.gamma = tf.Variable(tf.ones([units]), name="gamma")
            self.beta = tf.Variable(tf.zeros([units]), name="beta")
            self.mean = tf.Variable(tf.zeros([units]), trainable=False, name="mean")
            self.variance = tf.Variable(tf.ones([units]), trainable=False, name="variance")
            self.momentum, self.epsilon = momentum, epsilon
            if DROPOUT:
                self.dropout = Dropout(seed)

        def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
            x = tf.matmul(x, self.kernel)
            if training:
                mean, variance = tf.nn.moments(x, axes=[0])
                self.mean.assign(self.mean * self.momentum + mean * (1 - self.momentum))
                self.variance.assign(self.variance * self.momentum + variance * (1 - self.momentum))
            else:
                mean, variance = self.mean, self.variance
            return tf.nn.batch_normalization(x, mean, variance, self.beta, self.gamma, self.epsilon)


class Mlp(tf.Module):
    """Features float32 [batch, ...] -> logits float32 [batch, OUTPUTS]."""

    def __init__(self) -> None:
        super().__init__()
        sizes = [FEATURES, *HIDDEN]
        self.hidden = [
            (NormalizedDense if BATCH_NORMALIZATION else Dense)(inputs, units, seed=WEIGHTS_SEED + layer)
            for layer, (inputs, units) in enumerate(zip(sizes, HIDDEN))
        ]
        self.output = Dense(sizes[-1], OUTPUTS, seed=WEIGHTS_SEED + len(HIDDEN))

    def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
        if IMAGES:
            x = tf.reshape(x, [tf.shape(x)[0], FEATURES])
        for dense in self.hidden:
            x = dense(x, training) if BATCH_NORMALIZATION else dense(x)
            if ACTIVATION == "relu":
                x = tf.nn.relu(x)
            elif ACTIVATION == "tanh":
                x = tf.tanh(x)
            elif ACTIVATION == "sigmoid":
                x = tf.sigmoid(x)
            elif ACTIVATION == "elu":
                x = tf.nn.elu(x)
            elif ACTIVATION == "selu":
                x = tf.nn.selu(x)
            elif ACTIVATION == "gelu":
                x = tf.nn.gelu(x)
            elif ACTIVATION == "silu":
                x = tf.nn.silu(x)
            else:
                x = tf.math.softplus(x)
            if DROPOUT and training:
                x = dense.dropout(x)
        return self.output(x)

    @property
    def weights(self) -> list[tf.Variable]:
        """What is trained, layer by layer, in the order in which Keras lists it."""
        if BATCH_NORMALIZATION:
            hidden = [(dense.kernel, dense.gamma, dense.beta) for dense in self.hidden]
        else:
            hidden = [(dense.kernel, dense.bias) for dense in self.hidden]
        return [variable for layer in hidden for variable in layer] + [self.output.kernel, self.output.bias]

    if L1 or L2:

        @property
        def losses(self) -> list[tf.Tensor]:
            """The penalty of each hidden kernel, to be added to the loss."""
            kernels = [dense.kernel for dense in self.hidden]
            return [L1 * tf.reduce_sum(tf.abs(kernel)) + L2 * tf.reduce_sum(kernel**2) for kernel in kernels]


def build(shape: tuple[int, ...]) -> Mlp:
    """A network for features of this shape; `shape` is FEATURES numbers in all."""
    return Mlp()
