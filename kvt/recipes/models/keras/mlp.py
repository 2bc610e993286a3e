"""A multilayer perceptron of Keras layers."""

import keras

from kvt.recipes.models.keras.layers import initializer, regularizer
from kvt.recipes.settings import (
    ACTIVATION,
    BATCH_NORMALIZATION,
    DROPOUT,
    HIDDEN,
    IMAGES,
    L1,
    L2,
    OUTPUTS,
    WEIGHTS_SEED,
)


def build(shape: tuple[int, ...]) -> keras.Model:
    """Features float32 [batch, *shape] -> logits float32 [batch, OUTPUTS]."""
    layers = [keras.Input(shape)]
    if IMAGES:
        layers.append(keras.layers.Flatten())
    for layer, units in enumerate(HIDDEN):
        layers.append(
            keras.layers.Dense(
                units,
                activation=None if BATCH_NORMALIZATION else ACTIVATION,
                use_bias=False if BATCH_NORMALIZATION else None,
                kernel_initializer=initializer(seed=WEIGHTS_SEED + layer),
                kernel_regularizer=regularizer if L1 or L2 else None,
            )
        )
        if BATCH_NORMALIZATION:
            layers.append(keras.layers.BatchNormalization())
            layers.append(keras.layers.Activation(ACTIVATION))
        if DROPOUT:
            layers.append(keras.layers.Dropout(DROPOUT, seed=WEIGHTS_SEED + layer))
    layers.append(keras.layers.Dense(OUTPUTS, kernel_initializer=initializer(seed=WEIGHTS_SEED + len(HIDDEN))))
    return keras.Sequential(layers)
