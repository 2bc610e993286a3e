"""The example's model: two dense layers over 100 numbers."""

import keras
import numpy as np

from kvt.recipes.settings import DATA_SEED, PASSES, TRAINING_SAMPLES, WEIGHTS_SEED

BATCH, HELD_OUT = 32, 1000


def first_model() -> keras.Model:
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential(
        [
            keras.Input((100,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )


def samples(labels: str) -> tuple[np.ndarray, np.ndarray]:
    """TRAINING_SAMPLES and HELD_OUT of them: x float32 [samples, 100]; y int [samples, 1], 0 or 1, half of each.

    "random" labels have nothing to do with x; by "a rule", 1 is where the first ten numbers are larger than usual.
    """
    rng = np.random.default_rng(DATA_SEED)
    x = rng.random((TRAINING_SAMPLES + HELD_OUT, 100)).astype("float32")
    drawn = rng.integers(2, size=(len(x), 1))
    return x, drawn if labels == "random" else (x[:, :10].mean(axis=1, keepdims=True) > 0.5).astype(int)


def as_printed() -> None:
    x, y = samples("random")
    first_model().fit(x, y, epochs=1, batch_size=BATCH, verbose=0)


def compiled(labels: str) -> dict:
    x, y = samples(labels)
    model = first_model()
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    held_out = (x[TRAINING_SAMPLES:], y[TRAINING_SAMPLES:])
    x, y = x[:TRAINING_SAMPLES], y[:TRAINING_SAMPLES]
    history = model.fit(x, y, BATCH, epochs=PASSES, validation_data=held_out, verbose=0).history
    return {"held_out": HELD_OUT, **history}
