"""A multilayer perceptron of Keras layers."""

import keras

from kvt.recipes.settings import (
    ACTIVATION,
    BATCH_NORMALIZATION,
    DROPOUT,
    HIDDEN,
    IMAGES,
    INITIALIZER,
    L1,
    L2,
    OUTPUTS,
    WEIGHTS_SEED,
)


def build(shape: tuple[int, ...]) -> keras.Model:
    """Features float32 [batch, *shape] -> logits float32 [batch, OUTPUTS]."""
    if INITIALIZER == "glorot_uniform":
        initializer = keras.initializers.GlorotUniform
    elif INITIALIZER == "glorot_normal":
        initializer = keras.initializers.GlorotNormal
    elif INITIALIZER == "he_uniform":
        initializer = keras.initializers.HeUniform
    elif INITIALIZER == "he_normal":
        initializer = keras.initializers.HeNormal
    elif INITIALIZER == "lecun_uniform":
        initializer = keras.initializers.LecunUniform
    else:
        initializer = keras.initializers.LecunNormal
    model = keras.Sequential([keras.Input(shape)])
    if IMAGES:
        model.add(keras.layers.Flatten())
    for layer, units in enumerate(HIDDEN):
        model.add(
            keras.layers.Dense(
                units,
                activation=None if BATCH_NORMALIZATION else ACTIVATION,
                use_bias=False if BATCH_NORMALIZATION else None,
                kernel_initializer=initializer(seed=WEIGHTS_SEED + layer),
                kernel_regularizer=keras.regularizers.L1L2(L1, L2) if L1 or L2 else None,
            )
        )
        if BATCH_NORMALIZATION:
            model.add(keras.layers.BatchNormalization())
            model.add(keras.layers.Activation(ACTIVATION))
        if DROPOUT:
            model.add(keras.layers.Dropout(DROPOUT, seed=WEIGHTS_SEED + layer))
    model.add(keras.layers.Dense(OUTPUTS, kernel_initializer=initializer(seed=WEIGHTS_SEED + len(HIDDEN))))
    return model
