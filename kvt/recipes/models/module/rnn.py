"""The same recurrent network without Keras: what a cell does at a time step, and the loop over time."""

import tensorflow as tf

from kvt.recipes.models.module.layers import Dense, Dropout, activate, initial, penalty
from kvt.recipes.settings import CELL, DROPOUT, L1, L2, LENGTH, OUTPUTS, UNITS, UNROLL, WEIGHTS_SEED


def orthogonal(shape: list[int], seed: int) -> tf.Tensor:
    """A matrix [rows, columns] of orthogonal rows, so that a state keeps its length: Saxe et al., 2014."""
    drawn = tf.random.stateless_normal([max(shape), min(shape)], (seed, 0))
    columns, triangle = tf.linalg.qr(drawn)
    columns *= tf.sign(tf.linalg.diag_part(triangle))  # of each pair of opposite columns always the same one
    return tf.transpose(columns) if shape[0] < shape[1] else columns


class Cell(tf.Module):
    """One time step: x [batch, features] and the state before -> the state after, a tuple of [batch, UNITS]."""

    def __init__(self, features: int) -> None:
        super().__init__()
        if CELL == "simple":
            self.kernel = tf.Variable(initial([features, UNITS], WEIGHTS_SEED), name="kernel")
            self.recurrent = tf.Variable(orthogonal([UNITS, UNITS], WEIGHTS_SEED + 1), name="recurrent")
            self.bias = tf.Variable(tf.zeros([UNITS]), name="bias")
        elif CELL == "gru":
            self.kernel = tf.Variable(initial([features, 3 * UNITS], WEIGHTS_SEED), name="kernel")
            self.recurrent = tf.Variable(orthogonal([UNITS, 3 * UNITS], WEIGHTS_SEED + 1), name="recurrent")
            self.bias = tf.Variable(tf.zeros([2, 3 * UNITS]), name="bias")
        else:
            self.kernel = tf.Variable(initial([features, 4 * UNITS], WEIGHTS_SEED), name="kernel")
            self.recurrent = tf.Variable(orthogonal([UNITS, 4 * UNITS], WEIGHTS_SEED + 1), name="recurrent")
            # At first the gate that forgets is open: Jozefowicz et al., 2015.
            bias = tf.concat([tf.zeros([UNITS]), tf.ones([UNITS]), tf.zeros([2 * UNITS])], axis=0)
            self.bias = tf.Variable(bias, name="bias")

    def __call__(self, x: tf.Tensor, state: tuple) -> tuple:
        if CELL == "simple":
            (before,) = state
            return (activate(tf.matmul(x, self.kernel) + self.bias + tf.matmul(before, self.recurrent)),)
        elif CELL == "gru":
            # Cho et al., 2014; the reset comes after the product, as in cuDNN.
            (before,) = state
            inputs = tf.split(tf.matmul(x, self.kernel) + self.bias[0], 3, axis=1)
            states = tf.split(tf.matmul(before, self.recurrent) + self.bias[1], 3, axis=1)
            keep, reset = tf.sigmoid(inputs[0] + states[0]), tf.sigmoid(inputs[1] + states[1])
            new = activate(inputs[2] + reset * states[2])
            return (keep * before + (1 - keep) * new,)
        else:
            # Hochreiter and Schmidhuber, 1997, with the gate that forgets of Gers et al., 2000.
            before, carry = state
            sums = tf.matmul(x, self.kernel) + tf.matmul(before, self.recurrent) + self.bias
            write, forget, new, read = tf.split(sums, 4, axis=1)
            carry = tf.sigmoid(forget) * carry + tf.sigmoid(write) * activate(new)
            return tf.sigmoid(read) * activate(carry), carry


class Rnn(tf.Module):
    """Sequences float32 [batch, LENGTH, features] -> logits, or the number itself, float32 [batch, OUTPUTS]."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.cell = Cell(features)
        if DROPOUT:
            self.dropout = Dropout(seed=WEIGHTS_SEED)
        self.output = Dense(UNITS, OUTPUTS, seed=WEIGHTS_SEED + 2)

    def __call__(self, x: tf.Tensor, training: bool) -> tf.Tensor:
        x = tf.transpose(x, [1, 0, 2])  # time first
        nothing = tf.zeros([tf.shape(x)[1], UNITS])
        state = (nothing, nothing) if CELL == "lstm" else (nothing,)
        if UNROLL:
            for now in range(LENGTH):
                state = self.cell(x[now], state)
        else:
            # With the most iterations known, XLA can compile the gradient, too.
            _, state = tf.while_loop(
                lambda now, state: now < LENGTH,
                lambda now, state: (now + 1, self.cell(x[now], state)),
                (0, state),
                maximum_iterations=LENGTH,
            )
        last = state[0]
        if DROPOUT and training:
            last = self.dropout(last)
        return self.output(last)

    @property
    def weights(self) -> list[tf.Variable]:
        """What is trained, in the order in which Keras lists it."""
        return [self.cell.kernel, self.cell.recurrent, self.cell.bias, self.output.kernel, self.output.bias]

    if L1 or L2:

        @property
        def losses(self) -> list[tf.Tensor]:
            """The penalty of the kernel."""
            return [penalty(self.cell.kernel)]


def build(shape: tuple[int, ...]) -> Rnn:
    """A network for sequences of this shape: LENGTH time steps, features."""
    return Rnn(shape[-1])
