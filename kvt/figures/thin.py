"""Fewer points, same picture: what a curve of 100 000 steps needs to be drawn on 1 000 pixels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

POINTS = 2000


def thin(y: NDArray[Any], points: int = POINTS) -> NDArray[np.int64]:
    """The indices of at most `points` of the values `y` [n] to draw, rising: the least and the greatest of each bucket.

    So no spike is lost. Values that are not finite are never an extreme; a bucket without any other keeps one, which
    draws as a gap. The first and the last value always stay. `thin.js` does the same in the browser.
    """
    count = len(y)
    if count <= points:
        return np.arange(count)
    size = -(-count // (points // 2 - 1))  # one bucket's worth is left for the two ends
    buckets = -(-count // size)
    padded = np.full(buckets * size, np.nan)
    padded[:count] = y
    padded[~np.isfinite(padded)] = np.nan
    rows = padded.reshape(buckets, size)
    first = np.arange(buckets) * size
    least = first + np.where(np.isnan(rows), np.inf, rows).argmin(axis=1)
    greatest = first + np.where(np.isnan(rows), -np.inf, rows).argmax(axis=1)
    return np.unique(np.concatenate(([0], least, greatest, [count - 1])))
