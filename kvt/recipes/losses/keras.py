"""The loss, as Keras has it."""

import keras

from kvt.recipes.settings import LOSS

if LOSS == "binary_crossentropy":
    loss_fn = keras.losses.BinaryCrossentropy(from_logits=True)
elif LOSS == "hinge":
    loss_fn = keras.losses.Hinge()
elif LOSS == "sparse_categorical_crossentropy":
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
elif LOSS == "mean_squared_error":
    loss_fn = keras.losses.MeanSquaredError()
elif LOSS == "mean_absolute_error":
    loss_fn = keras.losses.MeanAbsoluteError()
else:
    loss_fn = keras.losses.Huber()
