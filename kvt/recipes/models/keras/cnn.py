"""A convolutional network of Keras layers."""

import keras
import tensorflow as tf

from kvt.recipes.models.convolve import convolve
from kvt.recipes.models.keras.layers import initializer, regularizer
from kvt.recipes.settings import (
    ACTIVATION,
    AUGMENTATION,
    BATCH_NORMALIZATION,
    CONVOLUTION,
    DROPOUT,
    FILTERS,
    KERNEL_SIZE,
    L1,
    L2,
    OUTPUTS,
    POOLING,
    UNITS,
    WEIGHTS_SEED,
)

if CONVOLUTION == "shifted":

    @keras.saving.register_keras_serializable()
    class ShiftedConv2D(keras.layers.Conv2D):
        """Keras's layer in all but how it sums."""

        def convolution_op(self, inputs: tf.Tensor, kernel: tf.Tensor) -> tf.Tensor:
            return convolve(inputs, tf.convert_to_tensor(kernel))


def build(shape: tuple[int, ...]) -> keras.Model:
    """Images float32 [batch, *shape] -> logits float32 [batch, OUTPUTS]."""
    layers = [keras.Input(shape)]
    if AUGMENTATION:
        # In training alone; a factor of a rotation is a share of a whole turn.
        shift = keras.layers.RandomTranslation(AUGMENTATION, AUGMENTATION, fill_mode="constant", seed=WEIGHTS_SEED)
        turn = keras.layers.RandomRotation(AUGMENTATION / 2, fill_mode="constant", seed=WEIGHTS_SEED + 1)
        layers += [shift, turn]
    for layer, filters in enumerate(FILTERS):
        layers.append(
            (keras.layers.Conv2D if CONVOLUTION == "direct" else ShiftedConv2D)(
                filters,
                KERNEL_SIZE,
                padding="same",
                activation=None if BATCH_NORMALIZATION else ACTIVATION,
                use_bias=False if BATCH_NORMALIZATION else None,
                kernel_initializer=initializer(seed=WEIGHTS_SEED + layer),
                kernel_regularizer=regularizer if L1 or L2 else None,
            )
        )
        if BATCH_NORMALIZATION:
            layers.append(keras.layers.BatchNormalization())
            layers.append(keras.layers.Activation(ACTIVATION))
        if POOLING == "max":
            layers.append(keras.layers.MaxPooling2D(pool_size=2))
        elif POOLING == "average":
            layers.append(keras.layers.AveragePooling2D(pool_size=2))
    layers.append(keras.layers.Flatten())
    if UNITS:
        layers.append(
            keras.layers.Dense(
                UNITS,
                activation=ACTIVATION,
                kernel_initializer=initializer(seed=WEIGHTS_SEED + len(FILTERS)),
                kernel_regularizer=regularizer if L1 or L2 else None,
            )
        )
    if DROPOUT:
        layers.append(keras.layers.Dropout(DROPOUT, seed=WEIGHTS_SEED))
    layers.append(keras.layers.Dense(OUTPUTS, kernel_initializer=initializer(seed=WEIGHTS_SEED + len(FILTERS) + 1)))
    return keras.Sequential(layers)
