"""What is done to the gradients between the tape and the optimizer."""

import keras
import tensorflow as tf

from kvt.recipes.settings import (
    DEVIATION,
    FACTOR,
    FADING,
    GATHERED,
    GRADIENT_LIMIT,
    OPERATION,
    RATE,
    SHUFFLE_SEED,
)


class Operation:
    """Changes gradients and hands them to the optimizer. It is the same in a model's train_step and in a loop."""

    def __init__(self, optimizer: keras.optimizers.Optimizer, variables: list[keras.Variable]) -> None:
        self.optimizer, self.variables = optimizer, variables
        if OPERATION == "accumulate":
            self.sums = [tf.Variable(tf.zeros(variable.shape), trainable=False) for variable in variables]
            self.batches = tf.Variable(0, trainable=False)

    if OPERATION == "accumulate":

        def apply(self, gradients: list[tf.Tensor]) -> list[tf.Tensor]:
            """Gather; at every GATHERED-th batch the mean moves the weights. What was handed over: else zeros."""
            for total, gradient in zip(self.sums, gradients):
                total.assign_add(gradient / GATHERED)
            self.batches.assign_add(1)
            is_due = self.batches % GATHERED == 0
            handed = [tf.where(is_due, total, tf.zeros_like(total)) for total in self.sums]

            def move():
                self.optimizer.apply(handed, self.variables)
                for total in self.sums:
                    total.assign(tf.zeros_like(total))
                return True

            tf.cond(is_due, move, lambda: False)
            return handed

    else:

        def apply(self, gradients: list[tf.Tensor]) -> list[tf.Tensor]:
            """The gradients as they were handed over."""
            changed = self.change(gradients)
            self.optimizer.apply(changed, self.variables)
            return changed

        def change(self, gradients: list[tf.Tensor]) -> list[tf.Tensor]:
            if OPERATION == "clip_value":
                return [tf.clip_by_value(gradient, -GRADIENT_LIMIT, GRADIENT_LIMIT) for gradient in gradients]
            elif OPERATION == "clip_norm":
                return [tf.clip_by_norm(gradient, GRADIENT_LIMIT) for gradient in gradients]
            elif OPERATION == "clip_global_norm":
                clipped, _ = tf.clip_by_global_norm(gradients, GRADIENT_LIMIT)
                return clipped
            elif OPERATION == "scale":
                return [FACTOR * gradient for gradient in gradients]
            elif OPERATION == "noise":
                # Stateless: the same step draws the same numbers, whoever asks.
                steps = tf.cast(self.optimizer.iterations, tf.int32)
                seeds = [[SHUFFLE_SEED + place, steps] for place in range(len(gradients))]
                draws = [tf.random.stateless_normal(each.shape, seed) for each, seed in zip(gradients, seeds)]
                return [gradient + DEVIATION * noise for gradient, noise in zip(gradients, draws)]
            elif OPERATION == "layer_rates":
                # Under SGD a gradient's factor is the rate's; kernel and bias of a layer share it.
                layers = len(gradients) // 2
                return [FADING ** (layers - 1 - place // 2) * gradient for place, gradient in enumerate(gradients)]
            else:
                # Yong et al., 2020: of each unit's incoming weights the gradients' mean is taken off.
                return [
                    gradient - tf.reduce_mean(gradient, axis=0, keepdims=True) if gradient.shape.rank > 1 else gradient
                    for gradient in gradients
                ]


def told_optimizer() -> keras.optimizers.Optimizer | None:
    """Keras's optimizer with an argument that does the same; None where it has no such argument."""
    if OPERATION == "clip_value":
        return keras.optimizers.SGD(RATE, clipvalue=GRADIENT_LIMIT)
    elif OPERATION == "clip_norm":
        return keras.optimizers.SGD(RATE, clipnorm=GRADIENT_LIMIT)
    elif OPERATION == "clip_global_norm":
        return keras.optimizers.SGD(RATE, global_clipnorm=GRADIENT_LIMIT)
    elif OPERATION == "accumulate":
        return keras.optimizers.SGD(RATE, gradient_accumulation_steps=GATHERED)
    else:
        return None
