"""Draw the validation samples and scale the features."""

from typing import NamedTuple

import numpy as np

from kvt.recipes.settings import DATA_SEED, IMAGES, SCALING, VALIDATION_SAMPLES


class Data(NamedTuple):
    """Features float32 [samples, ...]; labels int32 [samples], or float32 [samples, 1]."""

    x_train: np.ndarray
    y_train: np.ndarray
    if VALIDATION_SAMPLES:
        x_val: np.ndarray
        y_val: np.ndarray


def split(x: np.ndarray, y: np.ndarray) -> Data:
    """Shuffle once by DATA_SEED; the last VALIDATION_SAMPLES are never trained on."""
    order = np.random.default_rng(DATA_SEED).permutation(len(x))
    if VALIDATION_SAMPLES:
        train, held_out = order[:-VALIDATION_SAMPLES], order[-VALIDATION_SAMPLES:]
    else:
        train = order
    if SCALING == "standard":
        # Measured on the training samples alone: nothing of the others may leak into training.
        mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
        x = (x - mean) / np.where(deviation > 0, deviation, 1)
    elif SCALING == "minmax":
        if IMAGES:
            low, high = x[train].min(), x[train].max()
        else:
            # Measured on the training samples alone: nothing of the others may leak into training.
            low, high = x[train].min(axis=0), x[train].max(axis=0)
        x = (x - low) / np.where(high > low, high - low, 1)
    x = x.astype("float32")
    if VALIDATION_SAMPLES:
        return Data(x[train], y[train], x[held_out], y[held_out])
    else:
        return Data(x[train], y[train])
