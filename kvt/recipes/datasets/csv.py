"""A table of one's own: data.csv beside the script."""

import numpy as np
import pandas as pd

from kvt.recipes.settings import CATEGORIES, LABELS, NUMBERS, TARGET, TASK


def load() -> tuple[np.ndarray, np.ndarray]:
    """Numbers as they are, one 0/1 feature for each value of a category.

    x: float32 [rows, features]; y: float32 [rows, 1] for two labels (0 or 1) or a number, int32 [rows] for more labels.
    """
    # As text: left to guess, pandas would take a category "NA" for a gap.
    table = pd.read_csv("data.csv", dtype=str, keep_default_na=False)
    # A row that lacks a number or its target is left out; a missing category counts as a value of its own.
    table = table[(table[[TARGET, *NUMBERS]] != "").all(axis="columns")]
    x = table[list(NUMBERS)].to_numpy("float32")
    if CATEGORIES:
        x = np.hstack([x, pd.get_dummies(table[list(CATEGORIES)]).to_numpy("float32")])
    if TASK == "multiclass":
        y = table[TARGET].map(LABELS.index).to_numpy("int32")
    elif TASK == "binary":
        y = (table[[TARGET]] == LABELS[1]).to_numpy("float32")
    else:
        y = table[[TARGET]].to_numpy("float32")
    return x, y
