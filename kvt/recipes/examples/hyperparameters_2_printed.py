"""Example 2: epochs, batch and the string "adam".

Printed without its data: kvt's are random, with something to learn in them.
"""

# %% Imports
import numpy as np
from tensorflow import keras
from tensorflow.keras.layers import Dense

# %% Data
rng = np.random.default_rng(0)
labels = rng.integers(0, 10, 640)
x_train = rng.normal(size=(640, 784)).astype("float32")
x_train[np.arange(640), labels] += 4  # something to learn
y_train = keras.utils.to_categorical(labels, 10)

# %% Model
hidden = Dense(128, activation="relu", input_shape=(784,))
model = keras.Sequential([hidden, Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, batch_size=32, validation_split=0.2, verbose=2)
