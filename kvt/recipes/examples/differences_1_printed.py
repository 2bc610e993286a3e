"""Example 1: the loop by hand, meant as TensorFlow's low level.

Printed without its data: kvt's are random, with something to learn in them.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 784)).astype("float32")
y = (x[:, :8].sum(axis=1) > 0).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(64)

# %% Model
hidden = tf.keras.layers.Dense(128, activation="relu", input_shape=(784,))
model = tf.keras.Sequential([hidden, tf.keras.layers.Dense(1, activation="sigmoid")])

# %% Optimizer
adam = tf.keras.optimizers.Adam(learning_rate=0.001)
cross_entropy = tf.keras.losses.BinaryCrossentropy()

# %% Training
for epoch in range(10):
    for features, labels in dataset:
        with tf.GradientTape() as tape:
            loss = cross_entropy(labels, model(features))
        slopes = tape.gradient(loss, model.trainable_variables)
        adam.apply_gradients(zip(slopes, model.trainable_variables))
    print(f"epoch {epoch + 1}, loss: {loss.numpy():.4f}")
