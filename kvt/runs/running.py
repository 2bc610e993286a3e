"""Keras reports, after each step, means over the epoch so far. From these to each step's own values, and back."""

import numpy as np
from numpy.typing import NDArray

from kvt.runs.facts import Floats, Start


def own_values(steps: NDArray[np.int64], means: Floats, start: Start) -> Floats:
    """What each entry of `steps` added to the mean: float32 [n]; with a stride, the mean of the steps since the last.

    Off the true value by the mean's own rounding, times the steps of the epoch so far.
    """
    if not steps.size:
        return means
    seen = (steps - 1) % start.steps_per_epoch + 1
    sums = seen * means.astype(np.float64)
    stride = int(seen[0])
    begins = seen <= stride  # the first entry of an epoch
    with np.errstate(invalid="ignore"):
        before = np.where(begins, 0.0, np.concatenate([[0.0], sums[:-1]]))
        return ((sums - before) / stride).astype(np.float32)


def running_means(own: Floats, start: Start) -> Floats:
    """Keras's means over the epoch so far of each step's own values, float32 [n], by its float32 arithmetic.

    keras.metrics.Mean adds value × batch size to a total, batch size to a count, and divides.
    """
    length = start.steps_per_epoch
    epochs = -(-len(own) // length)
    padded = np.zeros(epochs * length, np.float32)
    padded[: len(own)] = own
    size = np.float32(start.batch_size)
    with np.errstate(invalid="ignore", over="ignore"):
        totals = np.cumsum(padded.reshape(epochs, length) * size, axis=1, dtype=np.float32)
    counts = np.arange(1, length + 1, dtype=np.float32) * size
    return (totals / counts).reshape(-1)[: len(own)]
