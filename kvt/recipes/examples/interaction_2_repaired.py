"""Example 2: the same, with what a chain cannot have.

Nothing has to be repaired. To be more than a Sequential model it takes a branch: here the hidden layer is also handed
past the wider one.
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
pixels = keras.Input(shape=(784,))
hidden = keras.layers.Dense(64, activation="relu")(pixels)
thinned = keras.layers.Dropout(0.2)(hidden)
wider = keras.layers.Dense(128, activation="relu")(thinned)
both = keras.layers.Concatenate()([hidden, wider])
shares = keras.layers.Dense(10, activation="softmax")(both)
model = keras.Model(inputs=pixels, outputs=shares)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, verbose=2)
