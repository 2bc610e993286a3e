"""The same multilayer perceptron without Keras: variables and matrix products."""

import math

import tensorflow as tf

from kvt.recipes.models.module.layers import BatchNormalization, Dense, Dropout, activate, initial, penalty
from kvt.recipes.settings import BATCH_NORMALIZATION, DROPOUT, HIDDEN, IMAGES, L1, L2, OUTPUTS, WEIGHTS_SEED

if BATCH_NORMALIZATION:

    class NormalizedDense(tf.Module):
        """x [batch, inputs] -> x @ kernel, normalised [batch, units]."""

        def __init__(self, inputs: int, units: int, seed: int) -> None:
            super().__init__()
            self.kernel = tf.Variable(initial([inputs, units], seed), name="kernel")
            self.normalize = BatchNormalization(units)

        def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
            return self.normalize(tf.matmul(x, self.kernel), training)


class Mlp(tf.Module):
    """Features float32 [batch, ...] -> logits float32 [batch, OUTPUTS]."""

    def __init__(self, features: int) -> None:
        super().__init__()
        if IMAGES:
            self.features = features
        sizes = [features, *HIDDEN]
        self.hidden = [
            (NormalizedDense if BATCH_NORMALIZATION else Dense)(inputs, units, seed=WEIGHTS_SEED + layer)
            for layer, (inputs, units) in enumerate(zip(sizes, HIDDEN))
        ]
        if DROPOUT:
            self.dropouts = [Dropout(seed=WEIGHTS_SEED + layer) for layer in range(len(HIDDEN))]
        self.output = Dense(sizes[-1], OUTPUTS, seed=WEIGHTS_SEED + len(HIDDEN))

    def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
        if IMAGES:
            x = tf.reshape(x, [tf.shape(x)[0], self.features])
        if DROPOUT:
            for dense, dropout in zip(self.hidden, self.dropouts):
                x = activate(dense(x, training) if BATCH_NORMALIZATION else dense(x))
                if training:
                    x = dropout(x)
        else:
            for dense in self.hidden:
                x = activate(dense(x, training) if BATCH_NORMALIZATION else dense(x))
        return self.output(x)

    @property
    def weights(self) -> list[tf.Variable]:
        """What is trained, layer by layer, in the order in which Keras lists it."""
        if BATCH_NORMALIZATION:
            hidden = [(dense.kernel, dense.normalize.gamma, dense.normalize.beta) for dense in self.hidden]
        else:
            hidden = [(dense.kernel, dense.bias) for dense in self.hidden]
        return [variable for layer in hidden for variable in layer] + [self.output.kernel, self.output.bias]

    if L1 or L2:

        @property
        def losses(self) -> list[tf.Tensor]:
            """The penalty of each hidden kernel."""
            return [penalty(dense.kernel) for dense in self.hidden]


def build(shape: tuple[int, ...]) -> Mlp:
    """A network for features of this shape, which are taken one after the other."""
    return Mlp(math.prod(shape))
