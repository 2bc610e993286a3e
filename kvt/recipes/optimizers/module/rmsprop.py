"""RMSprop written out, by the formula that Keras uses."""

from collections.abc import Iterable

import tensorflow as tf

from kvt.recipes.optimizers.module.clip import clip
from kvt.recipes.optimizers.module.rate import rate_at
from kvt.recipes.settings import CENTERED, CLIP, EPSILON, LEARNING_RATE, MOMENTUM, RHO, SCHEDULE, WEIGHT_DECAY


class Rmsprop(tf.Module):
    """Each gradient divided by the root of its recent mean square (Tieleman and Hinton, 2012)."""

    def __init__(self, variables: list[tf.Variable]) -> None:
        super().__init__()
        if SCHEDULE != "constant":
            self.step = tf.Variable(0, trainable=False)
        self.squares = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        if CENTERED:
            self.means = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        if MOMENTUM:
            self.velocities = [tf.Variable(tf.zeros_like(variable)) for variable in variables]

    def apply_gradients(self, pairs: Iterable[tuple[tf.Tensor, tf.Variable]]) -> None:
        gradients, variables = zip(*pairs)
        if CLIP != "none":
            gradients = clip(gradients)
        rate = LEARNING_RATE if SCHEDULE == "constant" else rate_at(self.step)
        if WEIGHT_DECAY:
            for variable in variables:
                variable.assign_sub(variable * WEIGHT_DECAY * rate)
        for index, (gradient, variable) in enumerate(zip(gradients, variables)):
            square = self.squares[index]
            square.assign(RHO * square + (1 - RHO) * tf.square(gradient))
            if CENTERED:
                mean = self.means[index]
                mean.assign(RHO * mean + (1 - RHO) * gradient)
                step = rate * gradient / tf.sqrt(square - tf.square(mean) + EPSILON)
            else:
                step = rate * gradient / tf.sqrt(square + EPSILON)
            if MOMENTUM:
                velocity = self.velocities[index]
                velocity.assign(MOMENTUM * velocity + step)
                variable.assign_sub(velocity)
            else:
                variable.assign_sub(step)
        if SCHEDULE != "constant":
            self.step.assign_add(1)


def make_optimizer(variables: list[tf.Variable]) -> Rmsprop:
    return Rmsprop(variables)
