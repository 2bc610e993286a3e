"""Example 2: the shape of the input as an Input of its own.

It runs as printed, and warns of input_shape: today the model begins with keras.Input.
"""

# %% Imports
import keras
import numpy as np

# %% Data
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 784)).astype("float32")
y = (x[:, :8].sum(axis=1) > 0).astype("float32")

# %% Model
hidden = keras.layers.Dense(128, activation="relu")
model = keras.Sequential([keras.Input((784,)), hidden, keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x, y, epochs=10, verbose=2)
