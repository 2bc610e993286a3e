"""Example 1: the optimizer's knobs, through tf.keras.

All that is printed is the optimizer and compile; the model and the data are kvt's.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
labels = rng.integers(0, 10, 256)
x = rng.normal(size=(256, 20)).astype("float32")
x[np.arange(256), labels] += 2  # something to learn
y = tf.keras.utils.to_categorical(labels, 10)

# %% Optimizer
adam = tf.keras.optimizers.Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7)
print("made by", type(adam).__module__)

# %% Model
model = tf.keras.Sequential([tf.keras.layers.Dense(32, activation="relu"), tf.keras.layers.Dense(10, "softmax")])
model.compile(optimizer=adam, loss="categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x, y, epochs=3, verbose=2)
