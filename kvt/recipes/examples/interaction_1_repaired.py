"""Example 1: the same chain, its input said first.

A layer warns when it is told the input's shape; keras.Input says it without a warning. And tf.keras is Keras itself.
"""

# %% Imports
import keras
import numpy as np

# %% Data
rng = np.random.default_rng(0)
digits = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 784)).astype("float32")
x_train[np.arange(512), digits] += 3  # something to learn
y_train = keras.utils.to_categorical(digits, 10)

# %% Model
model = keras.Sequential()
model.add(keras.Input((784,)))
model.add(keras.layers.Dense(128, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, verbose=2)
