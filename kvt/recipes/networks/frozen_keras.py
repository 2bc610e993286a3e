"""Freeze through Keras, and measure how far every variable moves."""

import keras
import numpy as np

from kvt.recipes.networks.three_layers import cross_entropy, network
from kvt.recipes.settings import FROZEN, PASSES, RATE

BATCH, HALF = 100, PASSES // 2


def name_of(variable: keras.Variable) -> str:
    """ "first/kernel", without the model's name before it."""
    return "/".join(variable.path.split("/")[-2:])


def freeze(model: keras.Model) -> None:
    """The layer, or the variable, that FROZEN names."""
    layer, _, variable = FROZEN.partition("/")
    if variable:
        getattr(model.get_layer(layer), variable).trainable = False
    else:
        model.get_layer(layer).trainable = False


class Movement(keras.callbacks.Callback):
    """Where every variable is after each epoch: `places`, by its name."""

    def __init__(self, model: keras.Model) -> None:
        super().__init__()
        self.variables = model.weights
        self.places = {name_of(variable): [variable.numpy()] for variable in self.variables}

    def on_epoch_end(self, epoch, logs=None):
        for variable in self.variables:
            self.places[name_of(variable)].append(variable.numpy())


def before_compile(x, y) -> dict:
    model = network()
    freeze(model)
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss=cross_entropy)
    return fit_twice(model, x, y)


def after_fit(x, y) -> dict:
    """Frozen between two fits, and nothing more: fit goes on with the graph that it has."""
    model = network()
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss=cross_entropy)
    return fit_twice(model, x, y, freeze)


def after_fit_and_compiled(x, y) -> dict:
    model = network()
    model.compile(optimizer=keras.optimizers.SGD(RATE), loss=cross_entropy)

    def freeze_and_compile(model):
        freeze(model)
        model.compile(optimizer=model.optimizer, loss=cross_entropy)  # the same optimizer keeps what it remembers

    return fit_twice(model, x, y, freeze_and_compile)


def fit_twice(model: keras.Model, x, y, between=lambda model: None) -> dict:
    movement = Movement(model)
    first = model.fit(x, y, BATCH, epochs=HALF, shuffle=False, verbose=0, callbacks=[movement])
    between(model)
    rest = PASSES - HALF
    second = model.fit(x, y, BATCH, epochs=rest, shuffle=False, verbose=0, callbacks=[movement])
    losses = first.history["loss"] + second.history["loss"]
    still = [name_of(variable) for variable in model.weights if not variable.trainable]
    return {"losses": losses, "says_frozen": still, **distances(movement.places)}


def distances(places: dict[str, list[np.ndarray]]) -> dict:
    """Of every variable how far it is from its start after each epoch; and how far it went in the second half.

    Distances are Euclidean norms; the second half's is the largest change of a single number.
    """
    moved = {name: [float(np.linalg.norm(place - values[0])) for place in values] for name, values in places.items()}
    late = {name: float(np.max(np.abs(values[-1] - values[HALF]))) for name, values in places.items()}
    return {"moved": moved, "moved_late": late}
