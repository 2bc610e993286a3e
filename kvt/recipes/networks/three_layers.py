"""A network of three layers with names."""

import keras

from kvt.recipes.settings import WEIGHTS_SEED

cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def network() -> keras.Model:
    """Features [batch, 2] -> logits [batch, 1]. The same first weights at each call."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(16, activation="relu", name="first"),
            keras.layers.Dense(16, activation="relu", name="second"),
            keras.layers.Dense(1, name="last"),
        ]
    )
