"""Batches in one order, drawn once, so that every way sees the same."""

import numpy as np

from kvt.recipes.settings import SHUFFLE_SEED, STEPS

BATCH = 50


def in_order(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """STEPS batches behind each other: [STEPS * BATCH, …]; every pass over the samples in another order."""
    rng = np.random.default_rng(SHUFFLE_SEED)
    whole = len(x) // BATCH * BATCH
    passes = -(-STEPS * BATCH // whole)
    order = np.concatenate([rng.permutation(len(x))[:whole] for _ in range(passes)])[: STEPS * BATCH]
    return x[order], y[order]
