"""A noisy curve made readable: the exponential moving average, without the pull of its beginning.

The average of a step weighs the value k steps before it by weight^k and is divided by the sum of the weights, so that
the first values count for what they are: the bias correction of Adam's moments (Kingma and Ba 2015, arXiv:1412.6980,
section 3), and how TensorBoard smooths scalars.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 128


def weight(length: float, stride: float = 1.0) -> float:
    """The weight between values that are `stride` steps apart, for an average over about `length` steps."""
    return (1 - 1 / length) ** stride if length > 1 else 0.0


def smooth(y: NDArray[Any], weight: float) -> NDArray[np.float32]:
    """The average at each of `y` [n], for 0 ≤ weight < 1: float32 [n].

    What is not finite counts for nothing in the average of others, and has none itself: NaN.
    """
    if weight <= 0 or not len(y):
        return np.asarray(y, np.float32)
    finite = np.isfinite(y)
    with np.errstate(invalid="ignore", divide="ignore"):
        average = _decayed(np.where(finite, y, 0.0), weight) / _decayed(finite.astype(np.float64), weight)
    return np.where(finite, average, np.nan).astype(np.float32)


def _decayed(x: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """The sums s[t] = x[t] + weight · s[t - 1], block by block: a loop over steps takes a hundred times as long."""
    blocks = -(-len(x) // BLOCK)
    rows = np.zeros(blocks * BLOCK)
    rows[: len(x)] = x
    ages = np.subtract.outer(np.arange(BLOCK), np.arange(BLOCK))
    inside = rows.reshape(blocks, BLOCK) @ np.where(ages >= 0, weight ** np.maximum(ages, 0.0), 0.0).T
    before, carried = 0.0, np.empty((blocks, 1))
    for block in range(blocks):
        carried[block] = before
        before = before * weight**BLOCK + inside[block, -1]
    return (inside + carried * weight ** np.arange(1, BLOCK + 1)).ravel()[: len(x)]
