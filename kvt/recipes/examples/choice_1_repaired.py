"""Example 1: compiled, and with samples held out.

It trains: the loss on what it sees falls, since it learns the samples by heart. What it says of the samples held out is
as right as guessing.
"""

# %% Imports
import keras
import numpy as np

# %% Data
rng = np.random.default_rng(0)
data = rng.random((1000, 100)).astype("float32")
labels = rng.integers(2, size=(1000, 1))

# %% Model
keras.utils.set_random_seed(0)
model = keras.Sequential()
model.add(keras.Input((100,)))
model.add(keras.layers.Dense(32, activation="relu"))
model.add(keras.layers.Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(data, labels, epochs=10, batch_size=32, validation_split=0.2, verbose=2)
