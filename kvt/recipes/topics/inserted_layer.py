"""A layer of one's own in a convolutional network: as it is printed, and repaired."""

from collections.abc import Iterator

import keras

from kvt.recipes.networks.images import Images, images
from kvt.recipes.networks.inserted_layer import Flat, Whole, network
from kvt.recipes.networks.trying import what_it_says
from kvt.recipes.settings import PASSES


def findings() -> Iterator[dict]:
    data = images()
    for state, layer in (("printed", Flat), ("repaired", Whole)):
        yield {"name": "layer", "state": state, **attempt(layer, data)}


def attempt(layer: type, data: Images) -> dict:
    """What came of training with this layer, or the error that it raised."""
    found = {}
    error = what_it_says(lambda: found.update(train(network(layer), data)))
    return {"error": error, **found}


def train(model: keras.Model, data: Images) -> dict:
    """The loss of each epoch, and the accuracy on held-out images at the end."""
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    history = model.fit(data.x, data.y, batch_size=32, epochs=PASSES, verbose=0)
    _, accuracy = model.evaluate(data.x_held_out, data.y_held_out, verbose=0)
    return {"losses": history.history["loss"], "accuracy": accuracy}
