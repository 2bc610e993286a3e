"""A noisy curve made readable: the exponential moving average, without the pull of its beginning.

The average of a step weighs the value k steps before it by weight^k and is divided by the sum of the weights, so that
the first values count for what they are: the bias correction of Adam's moments (Kingma and Ba 2015, arXiv:1412.6980,
section 3), and how TensorBoard smooths scalars.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

NEGLIGIBLE = 1e-20  # a weight that changes no digit


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
    if finite.all():
        weights = -np.expm1(np.log(weight) * np.arange(1, len(y) + 1)) / (1 - weight)  # a geometric series
        return (_decayed(y, weight) / weights).astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):  # before the first finite one there is no average
        average = _decayed(np.where(finite, y, 0.0), weight) / _decayed(finite, weight)
    return np.where(finite, average, np.nan).astype(np.float32)


def _decayed(x: NDArray[Any], weight: float) -> NDArray[np.float64]:
    """The sums s[t] = x[t] + weight · s[t - 1], in as many passes as n has binary digits: each doubles how far back
    every sum reaches (Hillis and Steele 1986, "Data parallel algorithms"). A loop over steps takes a hundred times as
    long.
    """
    sums = x.astype(np.float64)
    reach, factor = 1, weight
    while reach < len(sums) and factor > NEGLIGIBLE:
        sums[reach:] += factor * sums[:-reach]
        reach, factor = 2 * reach, factor * factor
    return sums
