"""Attention in a convolutional network, from equal weights: by a layer of Keras, and by hand."""

from collections.abc import Iterator

import numpy as np
import tensorflow as tf

from kvt.recipes.networks.attention_by_hand import ByHand, loop
from kvt.recipes.networks.attention_keras import fit, looks, with_keras
from kvt.recipes.networks.images import images

SHOWN = 8  # of the held-out images


def findings() -> Iterator[dict]:
    data = images()
    model = with_keras()
    by_hand = ByHand(model.get_weights())
    losses, accuracy = fit(model, data)
    yield {"name": "attention", "way": "Keras", "losses": losses, "accuracy": accuracy}
    losses, accuracy = loop(by_hand, data)
    yield {"name": "attention", "way": "by hand", "losses": losses, "accuracy": accuracy}
    x = data.x_held_out[:SHOWN]
    yield {"name": "images", "images": x[..., 0].tolist(), "labels": data.y_held_out[:SHOWN].tolist()}
    shares = {"Keras": looks(model, x), "by hand": by_hand.looks(by_hand.pixels(tf.constant(x))).numpy()}
    apart = float(np.max(np.abs(shares["Keras"] - shares["by hand"])))
    for way, values in shares.items():
        # To four digits [image, head, pixel, pixel looked at]: to be seen, not to be compared.
        yield {"name": "looks", "way": way, "shares": values.astype(float).round(4).tolist(), "apart": apart}
