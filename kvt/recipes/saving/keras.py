"""Keep what was learned: the model, and its weights for anyone who reads NumPy."""

import keras
import numpy as np

from kvt.recipes.settings import KEEP_STATE


def save(model: keras.Model, optimizer: keras.optimizers.Optimizer if KEEP_STATE else None) -> None:
    np.savez("weights.npz", *[variable.numpy() for variable in model.trainable_variables])
    model.save("model.keras")
    if KEEP_STATE:
        # All that a run which goes on from here must know: the optimizer's state, too, and that of the dropout.
        np.savez("state.npz", *[variable.numpy() for variable in [*model.variables, *optimizer.variables]])
