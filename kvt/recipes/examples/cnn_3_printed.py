"""Example 3: a layer of another make after the convolution.

Its weights are one number a unit, and no image can be multiplied with a vector: it raises as soon as an image comes.
Printed without images and training, and so without the error; kvt adds them.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
y_train = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 28, 28, 1)).astype("float32")
x_train[np.arange(512), 2 * y_train] += 1  # something to learn: a bright row


# %% Layer
class OwnLayer(tf.keras.layers.Layer):
    def __init__(self, width=32):
        super().__init__()
        self.kernel = self.add_weight(shape=(width,), initializer="random_normal", trainable=True)
        self.shift = self.add_weight(shape=(width,), initializer="zeros", trainable=True)

    def call(self, x):
        return tf.nn.relu(tf.matmul(x, self.kernel) + self.shift)


# %% Model
model = tf.keras.Sequential()
model.add(tf.keras.layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(OwnLayer(64))
model.add(tf.keras.layers.Flatten())
model.add(tf.keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% Training
model.fit(x_train, y_train, epochs=5, verbose=2)
