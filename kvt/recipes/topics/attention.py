"""Attention in a convolutional network, from equal weights: by a layer of Keras, and by hand."""

from collections.abc import Iterator

from kvt.recipes.networks.attention_by_hand import ByHand, loop
from kvt.recipes.networks.attention_keras import fit, with_keras
from kvt.recipes.networks.images import images


def findings() -> Iterator[dict]:
    data = images()
    model = with_keras()
    by_hand = ByHand(model.get_weights())
    losses, accuracy = fit(model, data)
    yield {"name": "attention", "way": "Keras", "losses": losses, "accuracy": accuracy}
    losses, accuracy = loop(by_hand, data)
    yield {"name": "attention", "way": "by hand", "losses": losses, "accuracy": accuracy}
