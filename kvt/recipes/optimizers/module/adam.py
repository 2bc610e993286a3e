"""Adam and AdamW written out, by the formula that Keras uses."""

from collections.abc import Iterable

import tensorflow as tf

from kvt.recipes.optimizers.module.clip import clip
from kvt.recipes.optimizers.module.rate import rate_at
from kvt.recipes.settings import AMSGRAD, BETA_1, BETA_2, CLIP, EPSILON, LEARNING_RATE, SCHEDULE, WEIGHT_DECAY


class Adam(tf.Module):
    """Moving means of each gradient and of its square, corrected for their start at 0: Kingma and Ba, 2015."""

    def __init__(self, variables: list[tf.Variable]) -> None:
        super().__init__()
        self.step = tf.Variable(0, trainable=False)
        self.means = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        self.squares = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        if AMSGRAD:
            self.largest = [tf.Variable(tf.zeros_like(variable)) for variable in variables]

    def apply_gradients(self, pairs: Iterable[tuple[tf.Tensor, tf.Variable]]) -> None:
        gradients, variables = zip(*pairs)
        if CLIP != "none":
            gradients = clip(gradients)
        rate = LEARNING_RATE if SCHEDULE == "constant" else rate_at(self.step)
        if WEIGHT_DECAY:
            # Straight off the weights, past the means: Loshchilov and Hutter, 2019.
            for variable in variables:
                variable.assign_sub(variable * WEIGHT_DECAY * rate)
        count = tf.cast(self.step.assign_add(1), tf.float32)
        alpha = rate * tf.sqrt(1 - BETA_2**count) / (1 - BETA_1**count)
        for index, (gradient, variable) in enumerate(zip(gradients, variables)):
            mean, square = self.means[index], self.squares[index]
            mean.assign_add((gradient - mean) * (1 - BETA_1))
            square.assign_add((tf.square(gradient) - square) * (1 - BETA_2))
            if AMSGRAD:
                self.largest[index].assign(tf.maximum(self.largest[index], square))
                square = self.largest[index]
            variable.assign_sub(alpha * mean / (tf.sqrt(square) + EPSILON))


def make_optimizer(variables: list[tf.Variable]) -> Adam:
    return Adam(variables)
