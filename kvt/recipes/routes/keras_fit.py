"""compile and fit; for the route with its own step, a model whose train_step is written by hand."""

import keras
import tensorflow as tf

from kvt.recipes.datasets.batches import batches
from kvt.recipes.datasets.split import Data
from kvt.recipes.losses.keras import loss_fn
from kvt.recipes.report import Report
from kvt.recipes.report_keras import StepReport
from kvt.recipes.settings import (
    BATCH_SIZE,
    EPOCHS,
    EPOCHS_DONE,
    JIT_COMPILE,
    MIN_DELTA,
    PATIENCE,
    REPORT,
    RESTORE_BEST,
    ROUTE,
    RUN_EAGERLY,
    STEERED,
    STEP_GRAPH,
    STEPS_PER_EXECUTION,
    STOPPING,
    TASK,
    VALIDATION_SAMPLES,
)
from kvt.recipes.steering import Steering, SteeringCallback

if ROUTE == "keras_train_step":

    class OwnStep(keras.Model):
        """A model whose training step is written by hand; all else stays Keras's."""

        def train_step(self, batch):
            x, y = batch
            with tf.GradientTape() as tape:
                outputs = self(x, training=True)
                loss = self.compute_loss(y=y, y_pred=outputs)
            gradients = tape.gradient(loss, self.trainable_variables)
            self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
            for metric in self.metrics:
                if metric.name == "loss":
                    metric.update_state(loss)
                else:
                    metric.update_state(y, outputs)
            return self.get_metrics_result()


def train(model: keras.Model, optimizer: keras.optimizers.Optimizer, data: Data, report: "Report") -> None:
    if TASK == "binary":
        metric = keras.metrics.BinaryAccuracy("accuracy", threshold=0.0)  # of logits: 0 is even odds
    elif TASK == "multiclass":
        metric = keras.metrics.SparseCategoricalAccuracy("accuracy")
    else:
        metric = keras.metrics.MeanAbsoluteError("mae")
    if ROUTE == "keras_train_step":
        model = OwnStep(model.inputs, model.outputs)
    model.compile(
        optimizer=optimizer,
        loss=loss_fn,
        metrics=[metric],
        jit_compile=JIT_COMPILE if JIT_COMPILE is not None else None,
        steps_per_execution=STEPS_PER_EXECUTION if STEPS_PER_EXECUTION > 1 else None,
        run_eagerly=RUN_EAGERLY or None,
    )
    callbacks = [StepReport(report)] if REPORT else []
    if STEERED:
        callbacks.append(SteeringCallback(Steering(model.optimizer, report)))
    if STOPPING == "patience":
        stopping = keras.callbacks.EarlyStopping(
            patience=PATIENCE,
            min_delta=MIN_DELTA or None,
            restore_best_weights=RESTORE_BEST or None,
        )
        callbacks.append(stopping)
    model.fit(
        # One endless stream: of a finite one Keras begins a pass too many after each epoch, and shuffles for it.
        batches(data).repeat(),
        steps_per_epoch=len(data.x_train) // BATCH_SIZE,
        epochs=EPOCHS,
        initial_epoch=EPOCHS_DONE or None,
        shuffle=False,  # that is done
        validation_data=(data.x_val, data.y_val) if VALIDATION_SAMPLES else None,
        validation_batch_size=VALIDATION_SAMPLES or None,
        callbacks=callbacks,
        verbose=0,
    )
    if STOPPING == "patience" and stopping.stopped_epoch:
        report.reason = "early"
    if STEP_GRAPH:
        # Traced once more, since Keras keeps its own graph to itself.
        report.board.graph = tf.function(model.train_step).get_concrete_function(batches(data).element_spec).graph
