"""Example 2: the same network in a loop of one's own.

Its loss is one value a sample, so the tape differentiates their sum: a gradient as many times larger as a batch has
samples. Adam hides it. Printed without its images and without a word of how it fares; kvt adds both.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
y_train = rng.integers(0, 10, 512)
x_train = rng.uniform(size=(512, 28, 28, 1)).astype("float32")
x_train[np.arange(512), 2 * y_train] += 1  # something to learn: a bright row
train_dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(32)

# %% Model
layers = tf.keras.layers
model = tf.keras.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
adam = tf.keras.optimizers.Adam()

# %% Training
for epoch in range(5):
    for images, labels in train_dataset:
        with tf.GradientTape() as tape:
            shares = model(images)
            losses = tf.keras.losses.sparse_categorical_crossentropy(labels, shares)
        slopes = tape.gradient(losses, model.trainable_variables)
        adam.apply_gradients(zip(slopes, model.trainable_variables))
    print(f"epoch {epoch + 1} - loss: {np.mean(losses):.4f}")
