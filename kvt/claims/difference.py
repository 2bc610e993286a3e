"""How far two runs are apart: the largest absolute difference of their losses, and of their weights."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kvt.claims.outcome import Outcome
from kvt.runs.history import History

# Above this, two runs are no longer one computation rounded differently.
ROUNDING = 1e-4


def largest_difference(one: Outcome, other: Outcome) -> float | None:
    """Over all losses and final weights; None if nothing can be compared."""
    gaps = [loss_difference(one.history, other.history), weight_difference(one, other)]
    return max((gap for gap in gaps if gap is not None), default=None)


def loss_difference(one: History, other: History) -> float | None:
    """The largest of `loss_gaps`; None if no step is known to both."""
    _, gaps = loss_gaps(one, other)
    return float(np.max(gaps)) if gaps.size else None


def loss_gaps(one: History, other: History) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The steps [n] that both know, up to the first non-finite loss, and |difference| [n] of the training losses there.

    Where one of the two comes from Keras's fit, which reports means over the epoch so far, the means are compared.
    """
    steps, first, second = np.intersect1d(one.steps, other.steps, assume_unique=True, return_indices=True)
    if one.loss_so_far.size or other.loss_so_far.size:
        a, b = one.running_loss[first], other.running_loss[second]
    else:
        a, b = one.loss[first], other.loss[second]
    bad = np.flatnonzero(~(np.isfinite(a) & np.isfinite(b)))
    known = bad[0] if bad.size else len(a)
    return steps[:known], np.abs(a[:known].astype(np.float64) - b[:known])


def weight_difference(one: Outcome, other: Outcome) -> float | None:
    """The largest |difference| of all final weights; None if not saved, of other shapes, or not finite."""
    if not one.weights or [array.shape for array in one.weights] != [array.shape for array in other.weights]:
        return None
    pairs = zip(one.weights, other.weights, strict=True)
    largest = max(float(np.max(np.abs(a.astype(np.float64) - b), initial=0.0)) for a, b in pairs)
    return largest if np.isfinite(largest) else None


def gap(one: Sequence[float], other: Sequence[float]) -> float:
    """The largest |difference| of two equally long series of losses, as a story tells them; NaN counts as infinite."""
    apart = np.abs(np.subtract(one, other, dtype=np.float64))
    return float(np.max(np.nan_to_num(apart, nan=np.inf), initial=0.0))


def is_rounding(difference: float) -> bool:
    return difference <= ROUNDING
