"""The step that every pipeline feeds: a real one, made as long as was asked."""

import time

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.pipelines.samples import PIXELS
from kvt.recipes.settings import STEP_MS, WEIGHTS_SEED


class Training:
    """A small network of Keras's layers, one gradient step a batch, and a note of when each step ran.

    The rest of STEP_MS is slept away, as while an accelerator computes and the processor is free.
    """

    def __init__(self) -> None:
        keras.utils.set_random_seed(WEIGHTS_SEED)
        self.model = keras.Sequential(
            [keras.Input((PIXELS,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(1)]
        )
        self.optimizer = keras.optimizers.SGD(0.01)
        self.optimizer.build(self.model.trainable_variables)
        self.first_weights = self.model.get_weights()
        self.update(np.zeros((1, PIXELS), "float32"), np.zeros(1, "float32"))  # traced before any clock runs
        self.begin()

    def begin(self) -> None:
        """Back to the first weights, for the next pipeline."""
        self.model.set_weights(self.first_weights)
        self.steps, self.batches, self.makers = [], [], []
        self.began = time.perf_counter()

    @tf.function(input_signature=[tf.TensorSpec([None, PIXELS]), tf.TensorSpec([None])], autograph=False)
    def update(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, self.model(x)[:, 0]))
        self.optimizer.apply(tape.gradient(loss, self.model.trainable_variables))
        return loss

    def step(self, x, y, made) -> float:
        started = time.perf_counter()
        loss = float(self.update(x, y))
        time.sleep(max(0.0, started + STEP_MS / 1000 - time.perf_counter()))
        self.steps.append((started, time.perf_counter()))
        self.batches.append(x)
        self.makers.append(made)
        return loss
