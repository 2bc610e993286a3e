"""Example 3: a layer and an optimizer of another make.

The layer multiplies with a kernel that it never makes, and AdamW is asked for where it was while it was an experiment:
the line that comes first in the run raises. Printed without its data.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
digits = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 784)).astype("float32")
x_train[np.arange(512), digits] += 3  # something to learn
y_train = tf.keras.utils.to_categorical(digits, 10)


# %% Layer
class OwnLayer(tf.keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.width = width

    def call(self, x):
        return tf.keras.activations.relu(tf.matmul(x, self.kernel))


# %% Model
model = tf.keras.Sequential([OwnLayer(64), tf.keras.layers.Dense(10, activation="softmax")])
adamw = tf.keras.optimizers.experimental.AdamW(learning_rate=0.001, weight_decay=0.01)
model.compile(loss="categorical_crossentropy", optimizer=adamw, metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=10, verbose=2)
