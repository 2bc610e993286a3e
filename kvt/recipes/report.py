"""Write down what happens."""

import base64
import json
import math
import platform
import signal
import time

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.board import Board
from kvt.recipes.datasets.split import Data
from kvt.recipes.pictures.boundary import Picture
from kvt.recipes.settings import (
    BATCH_SIZE,
    DEBUGGER,
    DRAWN_GRAPH,
    EPOCHS,
    EPOCHS_DONE,
    GRADIENT_HISTOGRAMS,
    METRIC,
    PICTURE,
    ROUTE,
    RUNNING,
    STOP_ON_NAN,
    STRIDE,
    VALIDATION_SAMPLES,
    WEIGHT_HISTOGRAMS,
    WHOLE_EPOCHS,
)


def packed(values: np.ndarray) -> str:
    """Numbers as base64 of little-endian float32: exact to the bit, NaN included, and cheap to write and to read."""
    return base64.b64encode(np.asarray(values, "<f4").tobytes()).decode()


class Report:
    """Events, one JSON object a line, in events.jsonl; and the same figures for TensorBoard in tb/.

    Values wait in memory and are written together some twenty times a second, so that reporting costs next to nothing.
    """

    def __init__(self, model: tf.Module, data: Data) -> None:
        self.file = open("events.jsonl", "w", buffering=1, encoding="utf-8")
        if DRAWN_GRAPH != "none" or WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS:
            self.board = Board(model, data)
        else:
            self.board = Board()
        self.reason = "completed"
        self.is_over = self.is_stopped = False
        self.interrupt = signal.signal(signal.SIGINT, self.stop)
        self.step_count = self.written_steps = self.written_epochs = 0
        if WHOLE_EPOCHS:
            self.validations = []
        else:
            self.losses, self.metrics, self.validations = [], [], []
        if DEBUGGER == "dump":
            self.ended = []  # when each step was over, in Unix seconds; none where one call is several steps
        self.training_seconds = self.first_call_seconds = self.flushed = 0.0
        self.first_call_steps = 0
        self.has_nan = False
        packages = [tf, np] if ROUTE == "module_graph" else [keras, tf, np]
        versions = {package.__name__: package.__version__ for package in packages}
        self.steps_per_epoch = len(data.x_train) // BATCH_SIZE
        if EPOCHS_DONE:
            self.written_epochs = EPOCHS_DONE
            self.step_count = self.written_steps = EPOCHS_DONE * self.steps_per_epoch
        self.write(
            "start",
            epochs=EPOCHS,
            epochs_done=EPOCHS_DONE or None,
            steps_per_epoch=self.steps_per_epoch,
            metric=METRIC,
            batch_size=BATCH_SIZE,
            train_samples=len(data.x_train),
            validation_samples=VALIDATION_SAMPLES,
            parameters=sum(math.prod(variable.shape) for variable in model.trainable_variables),
            versions={"python": platform.python_version(), **versions},
            devices=[device.device_type for device in tf.config.list_logical_devices()],
            intra_op_threads=tf.config.threading.get_intra_op_parallelism_threads(),
            inter_op_threads=tf.config.threading.get_inter_op_parallelism_threads(),
        )
        if PICTURE:
            self.picture = Picture(model, data)
            if PICTURE != "confusion":
                self.write(**self.picture.points())
            self.draw_next = time.perf_counter() + 0.5

    def write(self, kind: str, **values) -> None:
        self.file.write(json.dumps({"kind": kind, "time": time.time(), **values}) + "\n")

    def stop(self, *_) -> None:
        if WHOLE_EPOCHS:
            """Ctrl-C ends the training after the epochs that are being run; the second one, or one before any, all."""
        else:
            """Ctrl-C ends the training after the step that is being taken; the second one, or one before any step, all.

            As an exception it would come in the middle of a step, where TensorFlow and Keras now and then swallow it.
            """
        if self.is_stopped or not self.step_count:
            raise KeyboardInterrupt
        self.is_stopped = self.is_over = True
        self.write("stopping")

    def begin_epoch(self) -> None:
        self.clock = time.perf_counter()

    def step(self, loss, metric) -> None:
        if STRIDE > 1:
            """Means over the STRIDE steps of an execution: scalars, tensors or not."""
        else:
            """Of the step just done: scalars, tensors or not."""
        self.losses.append(loss)
        self.metrics.append(metric)
        self.count(STRIDE if STRIDE > 1 else 1)
        if DEBUGGER == "dump" and STRIDE == 1:
            self.ended.append(time.time())
        if self.clock - self.flushed > 0.05:
            self.flush()

    def steps(self, values: np.ndarray) -> None:
        """Losses and metrics, float32 [steps, 2], of one call of the graph."""
        self.count(len(values))
        self.write_steps(values)

    def count(self, steps: int) -> None:
        now = time.perf_counter()
        self.training_seconds += now - self.clock
        self.clock = now
        self.step_count += steps
        if not self.first_call_steps:
            self.first_call_steps, self.first_call_seconds = steps, self.training_seconds

    if VALIDATION_SAMPLES:

        def end_epoch(self, loss, metric) -> None:
            """Of the validation samples: scalars, tensors or not."""
            self.end_epochs([[float(loss), float(metric)]])

    else:

        def end_epoch(self) -> None:
            self.end_epochs([[]])

    def end_epochs(self, validations) -> None:
        self.validations.extend(validations)
        now = time.perf_counter()
        if PICTURE and now > self.draw_next and not self.is_over and not self.has_nan:
            self.write(step=self.step_count, **self.picture.draw())
            # Twice a second, or less often where a picture takes long, as the first one does.
            done = time.perf_counter()
            self.draw_next = done + max(0.5, 20 * (done - now))
        if WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS:
            self.board.draw_spreads(self.step_count, is_last=False)
        if now - self.flushed > 0.05:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not WHOLE_EPOCHS:
            if self.losses:
                # Tensors become numbers only now: on a GPU each would be waited for.
                columns = [[float(loss) for loss in self.losses], [float(metric) for metric in self.metrics]]
                self.write_steps(np.array(columns, "float32").T)
            self.losses.clear()
            self.metrics.clear()
        if self.validations:
            self.write_epochs(np.array(self.validations, "float32"))
        self.validations.clear()
        self.flushed = time.perf_counter()

    def write_steps(self, values: np.ndarray) -> None:
        if STOP_ON_NAN and self.has_nan:
            return
        if STRIDE > 1:
            steps = self.written_steps + STRIDE * np.arange(1, len(values) + 1)
        else:
            steps = self.written_steps + np.arange(1, len(values) + 1)
        broken = np.flatnonzero(~np.isfinite(values[:, 0]))
        if len(broken) if STOP_ON_NAN else len(broken) and not self.has_nan:
            self.has_nan = True
            self.write("nan", step=int(steps[broken[0]]))
            if STOP_ON_NAN:
                steps, values = steps[: broken[0] + 1], values[: broken[0] + 1]
                self.is_over, self.reason = True, "nan"
        self.write(
            "steps",
            first=int(steps[0]),
            count=len(values),
            stride=STRIDE if STRIDE > 1 else 1,
            running=True if RUNNING else None,
            loss=packed(values[:, 0]),
            **{METRIC: packed(values[:, 1])},
        )
        self.written_steps = int(steps[-1])
        if RUNNING:
            values = self.board.own_values(steps, values, self.steps_per_epoch)
        self.board.scalars(steps, **{"loss": values[:, 0], METRIC: values[:, 1]})

    def write_epochs(self, values: np.ndarray) -> None:
        # An epoch that was broken off, by a loss that is no number, has not ended.
        values = values[: self.written_steps // self.steps_per_epoch - self.written_epochs]
        first, count = self.written_epochs + 1, len(values)
        if not count:
            return
        self.written_epochs += count
        if VALIDATION_SAMPLES:
            validation = {"val_loss": packed(values[:, 0]), "val_" + METRIC: packed(values[:, 1])}
            self.write("epochs", first=first, count=count, **validation)
            steps = np.arange(first, first + count) * self.steps_per_epoch
            self.board.scalars(steps, **{"val_loss": values[:, 0], "val_" + METRIC: values[:, 1]})
        else:
            self.write("epochs", first=first, count=count)

    def end_training(self) -> None:
        """No step more is taken: what is left is to save the model."""
        self.flush()
        if self.is_stopped and self.reason == "completed":
            self.reason = "stopped"
        self.write("trained")

    def end(self) -> None:
        """Everything is trained and saved: what is left to say."""
        if WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS:
            self.board.draw_spreads(self.step_count, is_last=True)
        self.board.scalars(np.array([self.written_steps]), training_seconds=np.array([self.training_seconds]))
        self.board.close()
        if PICTURE and not self.has_nan:
            self.write(step=self.step_count, **self.picture.draw())
        self.write(
            "end",
            reason=self.reason,
            steps=self.written_steps,
            epochs=self.written_epochs,
            training_seconds=self.training_seconds,
            first_call_steps=self.first_call_steps,
            first_call_seconds=self.first_call_seconds,
            cpu_seconds=time.process_time(),
        )
        signal.signal(signal.SIGINT, self.interrupt)
        self.file.close()
        print(f"{self.reason}: {self.written_steps} steps in {self.training_seconds:.2f} s")
