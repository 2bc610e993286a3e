"""An optimizer of one's own, by a formula, and Keras's for comparison."""

import keras
import tensorflow as tf

from kvt.recipes.settings import UPDATE

RATE = 0.003


class Own(keras.optimizers.Optimizer):
    """Remembers, for each variable, what its gradients were like."""

    def build(self, variables) -> None:
        super().build(variables)
        if UPDATE not in ("rmsprop", "adagrad"):
            self.first = [self.add_variable_from_reference(variable, "first") for variable in variables]
        if UPDATE not in ("momentum", "lion"):
            start = keras.initializers.Constant(0.1 if UPDATE == "adagrad" else 0.0)
            self.second = [
                self.add_variable_from_reference(variable, "second", initializer=start) for variable in variables
            ]

    def update_step(self, gradient, variable, learning_rate) -> None:
        index = self._get_variable_index(variable)
        if UPDATE not in ("rmsprop", "adagrad"):
            first = self.first[index]
        if UPDATE not in ("momentum", "lion"):
            second = self.second[index]
        if UPDATE == "momentum":
            first.assign(0.9 * first - learning_rate * gradient)
            variable.assign_add(first)
        elif UPDATE == "rmsprop":
            second.assign(0.9 * second + 0.1 * tf.square(gradient))
            variable.assign_sub(learning_rate * gradient / tf.sqrt(second + 1e-7))
        elif UPDATE == "adagrad":
            second.assign_add(tf.square(gradient))
            variable.assign_sub(learning_rate * gradient / tf.sqrt(second + 1e-7))
        elif UPDATE == "lion":
            variable.assign_sub(learning_rate * tf.sign(0.9 * first + 0.1 * gradient))
            first.assign(0.99 * first + 0.01 * gradient)
        else:
            # Kingma and Ba, 2015: both means start at 0, and are made up for that at the early steps.
            step = tf.cast(self.iterations + 1, tf.float32)
            first.assign(0.9 * first + 0.1 * gradient)
            second.assign(0.999 * second + 0.001 * tf.square(gradient))
            rate = learning_rate * tf.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            variable.assign_sub(rate * first / (tf.sqrt(second) + 1e-7))


def built_in() -> keras.optimizers.Optimizer:
    """Keras's optimizer of the same formula."""
    if UPDATE == "momentum":
        return keras.optimizers.SGD(RATE, momentum=0.9)
    elif UPDATE == "rmsprop":
        return keras.optimizers.RMSprop(RATE)
    elif UPDATE == "adagrad":
        return keras.optimizers.Adagrad(RATE)
    elif UPDATE == "lion":
        return keras.optimizers.Lion(RATE)
    else:
        return keras.optimizers.Adam(RATE)


def adamw_as_before() -> keras.optimizers.Optimizer:
    """Where AdamW was found while it was an experiment."""
    return tf.keras.optimizers.experimental.AdamW(learning_rate=0.001, weight_decay=0.01)


def adamw_today() -> keras.optimizers.Optimizer:
    return tf.keras.optimizers.AdamW(learning_rate=0.001, weight_decay=0.01)
