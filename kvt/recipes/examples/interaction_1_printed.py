"""Example 1: a chain of two layers, by way of tf.keras.

Printed without its data: kvt's are as many random numbers as an image of 28×28 has, with something to learn in them.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
digits = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 784)).astype("float32")
x_train[np.arange(512), digits] += 3  # something to learn
y_train = tf.keras.utils.to_categorical(digits, 10)

# %% Model
model = tf.keras.Sequential()
model.add(tf.keras.layers.Dense(128, activation="relu", input_shape=(784,)))
model.add(tf.keras.layers.Dense(10, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, verbose=2)
