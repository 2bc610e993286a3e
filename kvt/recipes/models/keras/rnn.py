"""A recurrent network of Keras layers."""

import keras

from kvt.recipes.models.keras.layers import initializer, regularizer
from kvt.recipes.settings import ACTIVATION, CELL, DROPOUT, L1, L2, OUTPUTS, UNITS, UNROLL, WEIGHTS_SEED

if CELL == "simple":
    Recurrent = keras.layers.SimpleRNN
elif CELL == "gru":
    Recurrent = keras.layers.GRU
else:
    Recurrent = keras.layers.LSTM


def build(shape: tuple[int, ...]) -> keras.Model:
    """Sequences float32 [batch, *shape] -> logits, or the number itself, float32 [batch, OUTPUTS]."""
    layers = [keras.Input(shape)]
    layers.append(
        Recurrent(
            UNITS,
            activation=ACTIVATION,
            kernel_initializer=initializer(seed=WEIGHTS_SEED),
            recurrent_initializer=keras.initializers.Orthogonal(seed=WEIGHTS_SEED + 1),
            kernel_regularizer=regularizer if L1 or L2 else None,
            unroll=UNROLL or None,
        )
    )
    if DROPOUT:
        layers.append(keras.layers.Dropout(DROPOUT, seed=WEIGHTS_SEED))
    layers.append(keras.layers.Dense(OUTPUTS, kernel_initializer=initializer(seed=WEIGHTS_SEED + 2)))
    return keras.Sequential(layers)
