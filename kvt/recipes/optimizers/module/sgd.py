"""SGD written out, by the formula that Keras uses."""

from collections.abc import Iterable

import tensorflow as tf

from kvt.recipes.optimizers.module.clip import clip
from kvt.recipes.optimizers.module.rate import rate_at
from kvt.recipes.settings import CLIP, LEARNING_RATE, MOMENTUM, NESTEROV, SCHEDULE, WEIGHT_DECAY


class Sgd(tf.Module):
    """Down the gradient; with momentum, the last step goes on as well (Sutskever et al., 2013)."""

    def __init__(self, variables: list[tf.Variable]) -> None:
        super().__init__()
        if SCHEDULE != "constant":
            self.step = tf.Variable(0, trainable=False)
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
        if MOMENTUM:
            for gradient, variable, velocity in zip(gradients, variables, self.velocities):
                velocity.assign(MOMENTUM * velocity - rate * gradient)
                if NESTEROV:
                    variable.assign_add(MOMENTUM * velocity - rate * gradient)
                else:
                    variable.assign_add(velocity)
        else:
            for gradient, variable in zip(gradients, variables):
                variable.assign_sub(rate * gradient)
        if SCHEDULE != "constant":
            self.step.assign_add(1)


def make_optimizer(variables: list[tf.Variable]) -> Sgd:
    return Sgd(variables)
