"""Example 3: the layer with a kernel of two axes.

Keras calls build once, with the shape of what comes in: there the kernel gets one number for each pair of an input and
a unit.
"""

# %% Imports
import keras
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
y_train = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 28, 28, 1)).astype("float32")
x_train[np.arange(512), 2 * y_train] += 1  # something to learn: a bright row


# %% Layer
class OwnLayer(keras.layers.Layer):
    def __init__(self, width=32):
        super().__init__()
        self.width = width

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.width), initializer="glorot_uniform", name="kernel")
        self.shift = self.add_weight(shape=(self.width,), initializer="zeros", name="shift")

    def call(self, x):
        return tf.nn.relu(tf.matmul(x, self.kernel) + self.shift)


# %% Model
model = keras.Sequential()
model.add(keras.Input((28, 28, 1)))
model.add(keras.layers.Conv2D(32, (3, 3), activation="relu"))
model.add(OwnLayer(64))
model.add(keras.layers.Flatten())
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=5, verbose=2)
