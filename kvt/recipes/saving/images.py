"""Keep some of the held-out images, and what the model makes of them."""

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.settings import BATCH_NORMALIZATION, MODEL, POOLING, ROUTE

MISTAKES, OTHERS = 6, 6
FILTERS_KEPT = 16  # of each layer


def keep_images(model: tf.Module, data: Data) -> None:
    """images.npz: the worst mistakes, and after them the first images that are read right.

    places int [kept], in the held-out samples; images float32 [kept, height, width, channels]; labels int32 [kept];
    probabilities float32 [kept, classes], of each class.
    """
    probabilities = tf.nn.softmax(model(tf.constant(data.x_val), training=False)).numpy()
    is_right = np.argmax(probabilities, axis=1) == data.y_val
    # The less of its own class, the larger the loss.
    own = np.take_along_axis(probabilities, data.y_val[:, np.newaxis], axis=1)[:, 0]
    mistakes = [place for place in np.argsort(own) if not is_right[place]][:MISTAKES]
    kept = np.array([*mistakes, *np.flatnonzero(is_right)[:OTHERS]], int)
    images = data.x_val[kept]
    values = {"places": kept, "images": images, "labels": data.y_val[kept], "probabilities": probabilities[kept]}
    if MODEL == "cnn":
        # maps_0, maps_1 …: what the first filters of each convolution and each pooling make of them.
        if ROUTE == "module_graph":
            maps = model.maps(tf.constant(images), training=False)
        else:
            kinds = (
                keras.layers.Activation if BATCH_NORMALIZATION else keras.layers.Conv2D,
                keras.layers.AveragePooling2D if POOLING == "average" else keras.layers.MaxPooling2D,
            )
            x, maps = images, []
            for layer in model.layers:
                x = layer(x, training=False)  # unless told, layers that move images move them
                if isinstance(layer, kinds):
                    maps.append(x)
        values |= {f"maps_{place}": layer[..., :FILTERS_KEPT].numpy() for place, layer in enumerate(maps)}
    np.savez_compressed("images.npz", **values)
