"""Example 3: an Adam with two values of one's own.

Printed without its data: kvt's are random, with something to learn in them.
"""

# %% Imports
import numpy as np
from tensorflow import keras
from tensorflow.keras.layers import Dense
from tensorflow.keras.optimizers import Adam

# %% Data
rng = np.random.default_rng(0)
x_train = rng.normal(size=(640, 100)).astype("float32")
y_train = (x_train[:, :5].sum(axis=1) > 0).astype("float32")

# %% Optimizer
own_adam = Adam(learning_rate=0.0005, beta_1=0.95)

# %% Model
hidden = Dense(64, activation="relu", input_shape=(100,))
model = keras.Sequential([hidden, Dense(1, activation="sigmoid")])
model.compile(optimizer=own_adam, loss="binary_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=20, batch_size=64, verbose=2)
