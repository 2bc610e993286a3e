"""Example 3: the layer with a build, AdamW where it is now.

Keras calls build once, with the shape of what comes in: there the kernel is made. The optimizer is no
experiment any more.
"""

# %% Imports
import keras
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
digits = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 784)).astype("float32")
x_train[np.arange(512), digits] += 3  # something to learn
y_train = keras.utils.to_categorical(digits, 10)


# %% Layer
class OwnLayer(keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.width = width

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.width), initializer="glorot_uniform", name="kernel")

    def call(self, x):
        return keras.activations.relu(tf.matmul(x, self.kernel))


# %% Model
model = keras.Sequential([OwnLayer(64), keras.layers.Dense(10, activation="softmax")])
adamw = keras.optimizers.AdamW(learning_rate=0.001, weight_decay=0.01)
model.compile(loss="categorical_crossentropy", optimizer=adamw, metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, verbose=2)
