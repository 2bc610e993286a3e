"""Example 1: the same, said to whom it belongs.

Nothing has to be repaired. But tf.keras.optimizers.Adam is Keras's class, so the repaired version asks Keras for it,
and leaves out what are its defaults anyway.
"""

# %% Imports
import keras
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
labels = rng.integers(0, 10, 256)
x = rng.normal(size=(256, 20)).astype("float32")
x[np.arange(256), labels] += 2  # something to learn
y = keras.utils.to_categorical(labels, 10)

# %% Optimizer
adam = keras.optimizers.Adam()
print("the same class:", tf.keras.optimizers.Adam is keras.optimizers.Adam)

# %% Model
model = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer=adam, loss="categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x, y, epochs=3, verbose=2)
