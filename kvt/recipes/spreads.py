"""Histograms of weights and gradients, as TensorBoard reads them."""

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.losses.keras import loss_fn
from kvt.recipes.settings import BATCH_SIZE, GRADIENT_HISTOGRAMS, L1, L2, ROUTE, WEIGHT_HISTOGRAMS


class Spreads:
    """How the values of each variable, or of its gradient, are spread."""

    def __init__(self, model: tf.Module, data: Data) -> None:
        self.model = model
        self.variables = model.weights if ROUTE == "module_graph" else model.trainable_variables
        if GRADIENT_HISTOGRAMS:
            self.batch = tf.constant(data.x_train[:BATCH_SIZE]), tf.constant(data.y_train[:BATCH_SIZE])
            self.gradients = tf.function(self.differentiate, autograph=False)

    def draw(self) -> Iterator[tf.compat.v1.Summary.Value]:
        if WEIGHT_HISTOGRAMS:
            yield from self.histograms("weights", self.variables)
        if GRADIENT_HISTOGRAMS:
            yield from self.histograms("gradients", self.gradients(*self.batch))

    def histograms(self, kind: str, values: list) -> Iterator[tf.compat.v1.Summary.Value]:
        """One for each variable, by its place and its name."""
        for index, (variable, value) in enumerate(zip(self.variables, values)):
            tag = f"{kind}/{index}-{variable.name.removesuffix(':0')}"
            yield tf.compat.v1.Summary.Value(tag=tag, histo=histogram(value.numpy()))

    if GRADIENT_HISTOGRAMS:

        def differentiate(self, x: tf.Tensor, y: tf.Tensor) -> list[tf.Tensor]:
            """The gradients over one batch that is always the same, without dropout: only the weights change them."""
            with tf.GradientTape() as tape:
                outputs = self.model(x, training=False)
                loss = loss_fn(y, outputs)
                if L1 or L2:
                    loss = sum(self.model.losses, loss)
            return tape.gradient(loss, self.variables)


def histogram(values: np.ndarray) -> tf.compat.v1.HistogramProto:
    values = values[np.isfinite(values)].astype("float64")
    if not len(values):
        return tf.compat.v1.HistogramProto()
    counts, edges = np.histogram(values, bins=30)
    return tf.compat.v1.HistogramProto(
        min=values.min(),
        max=values.max(),
        num=len(values),
        sum=values.sum(),
        sum_squares=np.square(values).sum(),
        bucket_limit=edges[1:],
        bucket=counts,
    )
