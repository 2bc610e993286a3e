"""Whole epochs inside one graph: Python asks once for many steps."""

import time

import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.losses.keras import loss_fn
from kvt.recipes.metrics.by_hand import measure
from kvt.recipes.report import Report
from kvt.recipes.settings import (
    BATCH_SIZE,
    EMA,
    EPOCHS,
    EPOCHS_DONE,
    JIT_COMPILE,
    L1,
    L2,
    RESTORE_BEST,
    SHUFFLE_SEED,
    STEP_GRAPH,
    STOPPING,
    VALIDATION_SAMPLES,
)
from kvt.recipes.stopping import EarlyStopping

MOST_EPOCHS = 100  # in one call


def train(model: tf.Module, optimizer: tf.Module, data: Data, report: "Report") -> None:
    x_train, y_train = tf.constant(data.x_train), tf.constant(data.y_train)
    samples = len(data.x_train)
    steps = samples // BATCH_SIZE
    if VALIDATION_SAMPLES:
        x_val, y_val = tf.constant(data.x_val), tf.constant(data.y_val)

    def train_step(x, y):
        with tf.GradientTape() as tape:
            outputs = model(x, training=True)
            loss = loss_fn(y, outputs)
            if L1 or L2:
                loss = sum(model.losses, loss)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return tf.stack([loss, measure(y, outputs)])

    if VALIDATION_SAMPLES:

        def validate():
            outputs = model(x_val, training=False)
            loss = loss_fn(y_val, outputs)
            if L1 or L2:
                loss = sum(model.losses, loss)
            return tf.stack([loss, measure(y_val, outputs)])

    def run_epoch(order):
        """One pass in the given order -> [steps, 2]: the loss and the metric of each step."""
        order = order[: steps * BATCH_SIZE]
        x = tf.reshape(tf.gather(x_train, order), [steps, BATCH_SIZE, *x_train.shape[1:]])
        y = tf.reshape(tf.gather(y_train, order), [steps, BATCH_SIZE, *y_train.shape[1:]])
        _, values = tf.while_loop(
            lambda step, values: step < steps,
            lambda step, values: (step + 1, values.write(step, train_step(x[step], y[step]))),
            (0, tf.TensorArray(tf.float32, steps, element_shape=[2])),
        )
        return values.stack()

    # Explicit loops need no autograph, and trace twice as fast without.
    @tf.function(autograph=False, jit_compile=JIT_COMPILE or None)
    def run_epochs(orders, count):
        if VALIDATION_SAMPLES:
            """The first `count` of orders [MOST_EPOCHS, samples] -> [MOST_EPOCHS, steps, 2] and [MOST_EPOCHS, 2]."""

            def body(epoch, trained, validated):
                trained = trained.write(epoch, run_epoch(orders[epoch]))
                validated = validated.write(epoch, validate())
                return epoch + 1, trained, validated

            _, trained, validated = tf.while_loop(
                lambda epoch, trained, validated: epoch < count,
                body,
                (
                    0,
                    tf.TensorArray(tf.float32, MOST_EPOCHS, element_shape=[steps, 2]),
                    tf.TensorArray(tf.float32, MOST_EPOCHS, element_shape=[2]),
                ),
            )
            return trained.stack(), validated.stack()
        else:
            """The first `count` of orders [MOST_EPOCHS, samples] -> [MOST_EPOCHS, steps, 2]."""
            _, trained = tf.while_loop(
                lambda epoch, trained: epoch < count,
                lambda epoch, trained: (epoch + 1, trained.write(epoch, run_epoch(orders[epoch]))),
                (0, tf.TensorArray(tf.float32, MOST_EPOCHS, element_shape=[steps, 2])),
            )
            return trained.stack()

    # The order that shuffling the samples themselves would give; drawn while the graph is busy.
    orders = tf.data.Dataset.range(samples).shuffle(samples, seed=SHUFFLE_SEED).batch(samples)
    orders = orders.repeat(EPOCHS)
    if EPOCHS_DONE:
        orders = orders.skip(EPOCHS_DONE)
    orders = orders.prefetch(MOST_EPOCHS).as_numpy_iterator()
    if STOPPING == "patience":
        stopping = EarlyStopping(model.variables)
    done, count = EPOCHS_DONE if EPOCHS_DONE else 0, 1
    while done < EPOCHS and not report.is_over:
        report.begin_epoch()
        if STOPPING == "never":
            started = time.perf_counter()
        chunk = np.zeros([MOST_EPOCHS, samples], "int32")
        chunk[:count] = [next(orders) for _ in range(count)]
        if VALIDATION_SAMPLES:
            trained, validated = run_epochs(chunk, tf.constant(count))
        else:
            trained = run_epochs(chunk, tf.constant(count))
        report.steps(trained[:count].numpy().reshape(-1, 2))
        if VALIDATION_SAMPLES:
            report.end_epochs(validated[:count].numpy())
        else:
            report.end_epochs(np.empty([count, 0]))
        done += count
        if STOPPING == "patience":
            # One epoch a call, since the end is known only after each.
            if stopping.is_over(float(validated[0, 0])):
                report.reason = "early"
                break
        else:
            # A call of a tenth of a second: long enough to be cheap, short enough to watch and to stop.
            if done == (EPOCHS_DONE + 1 if EPOCHS_DONE else 1):
                count = 2  # the first call was compiled, which says nothing of the next
            else:
                count = int(count * 0.1 / (time.perf_counter() - started))
            count = max(1, min(count, MOST_EPOCHS, EPOCHS - done))
    if EMA:
        optimizer.finalize_variable_values(model.trainable_variables)
    if STOPPING == "patience" and RESTORE_BEST:
        stopping.restore()
    if STEP_GRAPH:
        report.board.graph = run_epochs.get_concrete_function(chunk, tf.constant(count)).graph
