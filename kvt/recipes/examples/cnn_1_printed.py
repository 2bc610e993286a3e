"""Example 1: a small convolutional network, fitted.

Printed without its images: kvt's are random ones of 28×28 pixels, with something to learn in them.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
y_train = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 28, 28, 1)).astype("float32")
x_train[np.arange(512), 2 * y_train] += 1  # something to learn: a bright row

# %% Model
layers = tf.keras.layers
model = tf.keras.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=5, verbose=2)
