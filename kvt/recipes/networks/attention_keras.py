"""A convolutional network with attention, of Keras layers."""

import keras
import numpy as np

from kvt.recipes.networks.images import Images
from kvt.recipes.settings import FILTERS, HEADS, PASSES, WEIGHTS_SEED

BATCH, RATE = 32, 0.1


def with_keras() -> keras.Model:
    """Images [batch, 8, 8, 1] -> logits [batch, 10]. The same first weights at each call.

    After the pooling, each of 4×4 pixels looks at all of them, and what it finds is added to what it was.
    """
    keras.utils.set_random_seed(WEIGHTS_SEED)
    image = keras.Input((8, 8, 1))
    x = keras.layers.Conv2D(FILTERS, 3, padding="same", activation="relu")(image)
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.Reshape((16, FILTERS), name="pixels")(x)
    x = x + keras.layers.MultiHeadAttention(num_heads=HEADS, key_dim=8, name="attention")(x, x)
    x = keras.layers.Flatten()(x)
    return keras.Model(image, keras.layers.Dense(10)(x))


def looks(model: keras.Model, x: np.ndarray) -> np.ndarray:
    """How much each pixel of the images takes from each: float32 [images, HEADS, 16, 16], each row's sum is 1."""
    pixels = keras.Model(model.inputs[0], model.get_layer("pixels").output)(x)
    _, shares = model.get_layer("attention")(pixels, pixels, return_attention_scores=True)
    return shares.numpy()


def fit(model: keras.Model, data: Images) -> tuple[list[float], float]:
    """The mean loss of each epoch, in the order of the images; and the accuracy on held-out ones at the end."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss=loss, metrics=["accuracy"])
    whole = len(data.x) // BATCH * BATCH
    history = model.fit(data.x[:whole], data.y[:whole], batch_size=BATCH, epochs=PASSES, shuffle=False, verbose=0)
    _, accuracy = model.evaluate(data.x_held_out, data.y_held_out, verbose=0)
    return history.history["loss"], accuracy
