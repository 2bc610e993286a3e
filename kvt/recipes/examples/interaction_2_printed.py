"""Example 2: layers called on each other's outputs.

Printed without its data: kvt's are random, with something to learn in them. The network is a chain all the same.
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
pixels = tf.keras.Input(shape=(784,))
hidden = tf.keras.layers.Dense(64, activation="relu")(pixels)
thinned = tf.keras.layers.Dropout(0.2)(hidden)
wider = tf.keras.layers.Dense(128, activation="relu")(thinned)
shares = tf.keras.layers.Dense(10, activation="softmax")(wider)
model = tf.keras.Model(inputs=pixels, outputs=shares)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, verbose=2)
