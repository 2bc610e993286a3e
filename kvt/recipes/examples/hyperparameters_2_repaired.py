"""Example 2: the shape of the input as an Input of its own.

A layer no longer takes input_shape without a warning: the model begins with keras.Input. And labels that are integers
need no one-hot vectors: the sparse loss takes them as they are.
"""

# %% Imports
import keras
import numpy as np

# %% Data
rng = np.random.default_rng(0)
y_train = rng.integers(0, 10, 640)
x_train = rng.normal(size=(640, 784)).astype("float32")
x_train[np.arange(640), y_train] += 4  # something to learn

# %% Model
hidden = keras.layers.Dense(128, activation="relu")
model = keras.Sequential([keras.Input((784,)), hidden, keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, batch_size=32, validation_split=0.2, verbose=2)
