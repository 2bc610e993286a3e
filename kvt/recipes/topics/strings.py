"""What Keras makes of "adam", "relu" and "categorical_crossentropy", and whether training can tell the difference."""

from collections.abc import Iterator

import keras
import numpy as np

from kvt.recipes.settings import DATA_SEED, NAME, WEIGHTS_SEED


def findings() -> Iterator[dict]:
    optimizer = keras.optimizers.get(NAME)
    yield behind(NAME, optimizer, optimizer.get_config())
    activation = keras.activations.get("relu")
    yield behind("relu", activation, {"is keras.activations.relu": activation is keras.activations.relu})
    loss = keras.losses.get("categorical_crossentropy")
    yield behind("categorical_crossentropy", loss, {"is the function": loss is keras.losses.categorical_crossentropy})
    yield compare(train(with_strings), train(with_objects))


def behind(name: str, found, config: dict) -> dict:
    """What a string stands for: the object's type or name, where it is defined, and with which values."""
    kind = found.__name__ if hasattr(found, "__name__") else type(found).__name__
    module = found.__module__ if hasattr(found, "__name__") else type(found).__module__
    values = {key: value for key, value in config.items() if isinstance(value, (bool, int, float, str))}
    return {"name": "behind", "asked": name, "type": kind, "module": module, "config": values}


def with_strings(model: keras.Model) -> None:
    model.compile(optimizer=NAME, loss="categorical_crossentropy", metrics=["accuracy"])


def with_objects(model: keras.Model) -> None:
    """The same, every value written out."""
    if NAME == "adam":
        optimizer = keras.optimizers.Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7)
    elif NAME == "sgd":
        optimizer = keras.optimizers.SGD(learning_rate=0.01, momentum=0.0, nesterov=False)
    elif NAME == "rmsprop":
        optimizer = keras.optimizers.RMSprop(learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False)
    else:
        optimizer = keras.optimizers.AdamW(
            learning_rate=0.001,
            weight_decay=0.004,
            beta_1=0.9,
            beta_2=0.999,
            epsilon=1e-7,
        )
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
    )


def train(compiled) -> list[float]:
    """The loss after each of ten epochs: same data, same first weights, same order of the batches."""
    rng = np.random.default_rng(DATA_SEED)
    x = rng.normal(size=(512, 20)).astype("float32")
    y = keras.utils.to_categorical(x[:, :4].argmax(axis=1), 4)
    keras.utils.set_random_seed(WEIGHTS_SEED)
    model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(32, activation="relu")])
    model.add(keras.layers.Dense(4, activation="softmax"))
    compiled(model)
    return model.fit(x, y, batch_size=32, epochs=10, verbose=0).history["loss"]


def compare(strings: list[float], objects: list[float]) -> dict:
    apart = float(np.max(np.abs(np.subtract(strings, objects))))
    return {"name": "losses", "optimizer": NAME, "strings": strings, "objects": objects, "apart": apart}
