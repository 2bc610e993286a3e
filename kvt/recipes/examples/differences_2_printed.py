"""Example 2: compile and fit.

Printed without its data: kvt's are random, with something to learn in them.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 784)).astype("float32")
y = (x[:, :8].sum(axis=1) > 0).astype("float32")

# %% Model
hidden = tf.keras.layers.Dense(128, activation="relu", input_shape=(784,))
model = tf.keras.Sequential([hidden, tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x, y, epochs=10, verbose=2)
