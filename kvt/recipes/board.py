"""What TensorBoard reads."""

import os
import time

import numpy as np
import tensorflow as tf
from tensorboard.plugins.hparams import api as hp

from kvt.recipes.datasets.split import Data
from kvt.recipes.settings import (
    DRAWN_GRAPH,
    GRADIENT_HISTOGRAMS,
    ROUTE,
    RUNNING,
    SETTINGS,
    STEP_GRAPH,
    STRIDE,
    WEIGHT_HISTOGRAMS,
)
from kvt.recipes.spreads import Spreads


class Board:
    """One file of records in tb/, which `tensorboard --logdir tb` shows.

    They are written without tf.summary, of which a single call takes as long as many a step.
    """

    def __init__(
        self,
        model: tf.Module if DRAWN_GRAPH != "none" or WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS else None,
        data: Data if DRAWN_GRAPH != "none" or WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS else None,
    ) -> None:
        os.makedirs("tb", exist_ok=True)
        self.file = tf.io.TFRecordWriter(f"tb/events.out.tfevents.{time.time():.0f}")
        self.points = 0
        self.write(0, file_version="brain.Event:2")
        # Every setting of this script is a hyperparameter.
        plain = {name: value if np.isscalar(value) else str(value) for name, value in SETTINGS.items()}
        self.write(0, summary=tf.compat.v1.Summary.FromString(hp.hparams_pb(plain).SerializeToString()))
        self.file.flush()
        if RUNNING:
            self.sums = np.zeros([1, 2])
        if DRAWN_GRAPH != "none":
            self.model = model
            if STEP_GRAPH:
                self.graph = None  # of the step: there is none before it was traced
            self.features = tf.TensorSpec([None, *data.x_train.shape[1:]], data.x_train.dtype)
        if WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS:
            self.spreads = Spreads(model, data)
            self.spread_at = 0.0

    def write(self, step: int, **content) -> None:
        self.file.write(tf.compat.v1.Event(wall_time=time.time(), step=step, **content).SerializeToString())

    def scalars(self, steps: np.ndarray, **columns: np.ndarray) -> None:
        """Columns of values at `steps`: of many, evenly chosen ones and the last; fewer, the longer a run gets."""
        stride = -(-len(steps) // max(1, 25 // (1 + self.points // 500)))
        for index in range((len(steps) - 1) % stride, len(steps), stride):
            values = [
                tf.compat.v1.Summary.Value(tag=name, simple_value=column[index]) for name, column in columns.items()
            ]
            self.write(steps[index], summary=tf.compat.v1.Summary(value=values))
            self.points += 1
        self.file.flush()

    if RUNNING:

        def own_values(self, steps: np.ndarray, means: np.ndarray, steps_per_epoch: int) -> np.ndarray:
            """What each step added to Keras's means over the epoch so far, which are float32 [steps, 2]."""
            seen = (steps[:, None] - 1) % steps_per_epoch + 1
            sums = seen * means.astype("float64")
            before = np.where(seen <= (STRIDE if STRIDE > 1 else 1), 0, np.concatenate([self.sums, sums[:-1]]))
            self.sums = sums[-1:]
            with np.errstate(invalid="ignore"):  # a loss may have become infinite
                added = sums - before
            return (added / STRIDE if STRIDE > 1 else added).astype("float32")

    if WEIGHT_HISTOGRAMS or GRADIENT_HISTOGRAMS:

        def draw_spreads(self, step: int, is_last: bool) -> None:
            """Histograms, about once a second."""
            if is_last or time.perf_counter() - self.spread_at > 1:
                self.write(step, summary=tf.compat.v1.Summary(value=self.spreads.draw()))
                self.file.flush()
                self.spread_at = time.perf_counter()

    def close(self) -> None:
        if DRAWN_GRAPH != "none":
            self.draw_graph()
        self.file.close()

    if DRAWN_GRAPH != "none":

        def draw_graph(self) -> None:
            """The operations that were traced, and for a Keras model its layers."""
            graph = (self.graph or self.forward_graph()) if STEP_GRAPH else self.forward_graph()
            self.write(0, graph_def=graph.as_graph_def().SerializeToString())
            if ROUTE != "module_graph":
                metadata = tf.compat.v1.SummaryMetadata()
                metadata.plugin_data.plugin_name, metadata.plugin_data.content = "graph_keras_model", b"1"
                layers = tf.make_tensor_proto(self.model.to_json())
                value = tf.compat.v1.Summary.Value(tag="keras", metadata=metadata, tensor=layers)
                self.write(0, summary=tf.compat.v1.Summary(value=[value]))

        def forward_graph(self) -> tf.Graph:
            answer = tf.function(lambda x: self.model(x, training=False), autograph=False)
            return answer.get_concrete_function(self.features).graph
