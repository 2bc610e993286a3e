"""A small network that reads digits, trained by fit."""

import keras

from kvt.recipes.networks.images import Images
from kvt.recipes.settings import NETWORK, PASSES, WEIGHTS_SEED


def network() -> keras.Model:
    """Images float32 [batch, 8, 8, 1] -> logits float32 [batch, 10]."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    layers = [keras.Input((8, 8, 1), name="image")]
    if NETWORK == "dense":
        layers.append(keras.layers.Flatten())
        layers.append(keras.layers.Dense(64, activation="relu"))
    elif NETWORK == "convolutional":
        layers.append(keras.layers.Conv2D(32, 3, activation="relu"))
        layers.append(keras.layers.MaxPooling2D(2))
        layers.append(keras.layers.Flatten())
    else:
        layers.append(keras.layers.Reshape((8, 8)))
        layers.append(keras.layers.GRU(48, unroll=True if NETWORK == "recurrent" else None))
    layers.append(keras.layers.Dense(10))
    return keras.Sequential(layers)


def trained(data: Images) -> keras.Model:
    model = network()
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss)
    model.fit(data.x, data.y, batch_size=32, epochs=PASSES, verbose=0)
    return model
