"""Keep what was learned: the model, and its weights for anyone who reads NumPy."""

import keras
import numpy as np


def save(model: keras.Model) -> None:
    np.savez("weights.npz", *[variable.numpy() for variable in model.trainable_variables])
    model.save("model.keras")
