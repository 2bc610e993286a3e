"""A loop by hand: the step under a gradient tape, run eagerly or traced into a graph."""

import tensorflow as tf

from kvt.recipes.datasets.batches import batches
from kvt.recipes.datasets.split import Data
from kvt.recipes.losses.keras import loss_fn
from kvt.recipes.metrics.by_hand import measure
from kvt.recipes.report import Report
from kvt.recipes.settings import (
    EMA,
    EPOCHS,
    EPOCHS_DONE,
    JIT_COMPILE,
    L1,
    L2,
    RESTORE_BEST,
    ROUTE,
    STEERED,
    STEP_GRAPH,
    STOPPING,
    VALIDATION_SAMPLES,
)
from kvt.recipes.steering import Steering
from kvt.recipes.stopping import EarlyStopping


def train(model: tf.Module, optimizer: tf.Module, data: Data, report: "Report") -> None:
    def train_step(x, y):
        with tf.GradientTape() as tape:
            outputs = model(x, training=True)
            loss = loss_fn(y, outputs)
            if L1 or L2:
                loss = sum(model.losses, loss)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss, measure(y, outputs)

    if VALIDATION_SAMPLES:

        def validate(x, y):
            outputs = model(x, training=False)
            loss = loss_fn(y, outputs)
            if L1 or L2:
                loss = sum(model.losses, loss)
            return loss, measure(y, outputs)

        x_val, y_val = tf.constant(data.x_val), tf.constant(data.y_val)

    if ROUTE != "tape_eager":
        # Traced once, at the first call; from then on Python only hands over batches.
        train_step = tf.function(train_step, jit_compile=JIT_COMPILE or None)
        if VALIDATION_SAMPLES:
            validate = tf.function(validate)

    train_batches = batches(data)
    if STOPPING == "patience":
        stopping = EarlyStopping(model.variables)
    if STEERED:
        steering = Steering(optimizer, report)
    for _ in range(EPOCHS - EPOCHS_DONE if EPOCHS_DONE else EPOCHS):
        report.begin_epoch()
        for x, y in train_batches:
            if STEERED:
                steering.wait()
            report.step(*train_step(x, y))
            if report.is_over:
                break
        if report.is_over:
            break
        if VALIDATION_SAMPLES:
            val_loss, val_metric = validate(x_val, y_val)
            report.end_epoch(val_loss, val_metric)
        else:
            report.end_epoch()
        if STOPPING == "patience" and stopping.is_over(float(val_loss)):
            report.reason = "early"
            break
    if EMA:
        optimizer.finalize_variable_values(model.trainable_variables)
    if STOPPING == "patience" and RESTORE_BEST:
        stopping.restore()
    if STEP_GRAPH:
        report.board.graph = train_step.get_concrete_function(*train_batches.element_spec).graph
