"""Train, and keep each step's loss and when it ended."""

import time

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.debugger.faults import make_loss, make_optimizer, network, samples
from kvt.recipes.settings import FAULT, WAY


class Record:
    """What a training came to: the loss of each step, and the time (Unix seconds) at which it ended."""

    def __init__(self) -> None:
        self.losses: list[float] = []
        self.ended: list[float] = []
        self.model: keras.Model | None = None

    def add(self, loss: float) -> None:
        self.losses.append(float(loss))
        self.ended.append(time.time())

    @property
    def bad_step(self) -> int | None:
        """The first step, from 1, whose loss is no number."""
        return next((step for step, loss in enumerate(self.losses, 1) if not np.isfinite(loss)), None)

    @property
    def spoiled(self) -> int:
        """Weights that are no numbers: a loss need not show them."""
        return sum(int(np.sum(~np.isfinite(weight))) for weight in self.model.get_weights())

    @property
    def steps_per_second(self) -> float:
        """By the median step: the first ones trace."""
        return float(1 / np.median(np.diff(self.ended)))


def batches(number: float if FAULT == "data" else None) -> tf.data.Dataset:
    return tf.data.Dataset.from_tensor_slices(samples(number if FAULT == "data" else None)).batch(32).repeat()


if WAY == "fit":

    class Recorder(keras.callbacks.Callback):
        def __init__(self, record: Record) -> None:
            super().__init__()
            self.record = record

        def on_train_batch_end(self, batch, logs=None):
            self.record.add(logs["loss"])

    def train(number: float, steps: int, record: Record, stop: bool = False) -> None:
        """`stop` ends it at the first loss that is no number."""
        model = record.model = network(number if FAULT == "division" or FAULT == "recurrent" else None)
        optimizer = make_optimizer(number if FAULT == "rate" else None)
        model.compile(optimizer, make_loss(number if FAULT == "log" else None))
        callbacks = [Recorder(record)]
        if stop:
            callbacks.append(keras.callbacks.TerminateOnNaN())
        model.fit(batches(number if FAULT == "data" else None), steps_per_epoch=steps, verbose=0, callbacks=callbacks)

else:

    def train(number: float, steps: int, record: Record, stop: bool = False) -> None:
        """`stop` ends it at the first loss that is no number."""
        model = record.model = network(number if FAULT == "division" or FAULT == "recurrent" else None)
        loss_fn = make_loss(number if FAULT == "log" else None)
        optimizer = make_optimizer(number if FAULT == "rate" else None)
        optimizer.build(model.trainable_variables)

        @tf.function
        def train_step(x, y):
            with tf.GradientTape() as tape:
                loss = loss_fn(y, model(x, training=True))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply(gradients, model.trainable_variables)
            return loss

        for x, y in batches(number if FAULT == "data" else None).take(steps):
            loss = train_step(x, y)
            record.add(loss)
            if stop and not np.isfinite(loss):
                break
