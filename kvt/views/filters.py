"""What the first convolution has learned: its filters as images, from the weights that a run has saved."""

import numpy as np

from kvt.claims import Outcome
from kvt.figures import pixels


def filters(outcome: Outcome) -> np.ndarray | None:
    """float32 [filters, height, width], summed over the channels; None where there is no finite convolution."""
    first = outcome.weights[0] if outcome.weights else None
    if first is None or first.ndim != 4 or not np.isfinite(first).all():
        return None
    return np.moveaxis(first.sum(axis=2), -1, 0)


def pictures(kernels: np.ndarray) -> list[str]:
    """HTML of each filter [filters, height, width], all on one scale."""
    largest = float(np.abs(kernels).max())
    return [pixels.shades(kernel, f"Filter {place}", largest) for place, kernel in enumerate(kernels, 1)]
