"""The same training in a train_step of one's own, in a loop, by an argument of the optimizer, and left alone."""

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.networks.batches_in_order import BATCH
from kvt.recipes.networks.gradient_operation import Operation
from kvt.recipes.networks.gradient_spread import norms, spread
from kvt.recipes.networks.three_layers import cross_entropy, network
from kvt.recipes.settings import RATE, STEPS


class OwnStep(keras.Model):
    """A model that does something to its gradients; all else stays Keras's. `operation` is set before compile."""

    def train_step(self, batch):
        x, y = batch
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        changed = self.operation.apply(gradients)
        return {"loss": loss, "before": norms(gradients), "after": norms(changed)}


def by_train_step(x, y) -> dict:
    inner = network()
    model = OwnStep(inner.inputs, inner.outputs)
    optimizer = keras.optimizers.SGD(RATE)
    optimizer.build(model.trainable_variables)
    model.operation = Operation(optimizer, model.trainable_variables)
    model.compile(optimizer=optimizer, loss=cross_entropy)
    steps = []
    keep = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: steps.append(dict(logs)))
    model.fit(x, y, BATCH, shuffle=False, verbose=0, callbacks=[keep])
    return {name: [np.asarray(values[name]).tolist() for values in steps] for name in steps[0]}


def by_loop(x, y, make_operation=Operation) -> dict:
    model = network()
    optimizer = keras.optimizers.SGD(RATE)
    optimizer.build(model.trainable_variables)
    operation = make_operation(optimizer, model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = cross_entropy(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        changed = operation.apply(gradients)
        return {
            "loss": loss,
            "before": norms(gradients),
            "after": norms(changed),
            "spread_before": spread(gradients),
            "spread_after": spread(changed),
        }

    starts = range(0, STEPS * BATCH, BATCH)
    steps = [step(tf.constant(x[first : first + BATCH]), tf.constant(y[first : first + BATCH])) for first in starts]
    return {name: [values[name].numpy().tolist() for values in steps] for name in steps[0]}


class Untouched:
    """Hands the gradients over as they are."""

    def __init__(self, optimizer: keras.optimizers.Optimizer, variables: list[keras.Variable]) -> None:
        self.optimizer, self.variables = optimizer, variables

    def apply(self, gradients: list[tf.Tensor]) -> list[tf.Tensor]:
        self.optimizer.apply(gradients, self.variables)
        return gradients


def by_argument(x, y, optimizer: keras.optimizers.Optimizer) -> dict:
    """compile and fit as they are: the optimizer was told what to do."""
    model = network()
    model.compile(optimizer=optimizer, loss=cross_entropy)
    losses = []

    class StepLosses(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch, logs=None):
            self.model.reset_metrics()  # so that the loss is the step's own, no mean of all so far

        def on_train_batch_end(self, batch, logs=None):
            losses.append(logs["loss"])

    model.fit(x, y, BATCH, shuffle=False, verbose=0, callbacks=[StepLosses()])
    return {"loss": losses}
