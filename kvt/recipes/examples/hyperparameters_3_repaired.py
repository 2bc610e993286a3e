"""Example 3: the same Adam, from Keras itself.

The shape of the input is said by keras.Input rather than by the first layer, which warns, and everything is imported
from keras, where it is defined.
"""

# %% Imports
import keras
import numpy as np

# %% Data
rng = np.random.default_rng(0)
x_train = rng.normal(size=(640, 100)).astype("float32")
y_train = (x_train[:, :5].sum(axis=1) > 0).astype("float32")

# %% Optimizer
own_adam = keras.optimizers.Adam(learning_rate=0.0005, beta_1=0.95)

# %% Model
hidden = keras.layers.Dense(64, activation="relu")
model = keras.Sequential([keras.Input((100,)), hidden, keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=own_adam, loss="binary_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=20, batch_size=64, verbose=2)
