"""Example 2: the loop, with a mean for its loss.

The mean makes the gradient what fit's is, whatever the optimizer. The step is traced once, so that not Python runs each
of its operations, and the model is told that it trains.
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
train_dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train)).batch(32)

# %% Model
layers = keras.layers
model = keras.Sequential()
model.add(keras.Input((28, 28, 1)))
model.add(layers.Conv2D(32, (3, 3), activation="relu"))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Flatten())
model.add(layers.Dense(10, activation="softmax"))
adam = keras.optimizers.Adam()
adam.build(model.trainable_variables)


# %% Training
@tf.function
def step(images, labels):
    with tf.GradientTape() as tape:
        shares = model(images, training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, shares))
    slopes = tape.gradient(loss, model.trainable_variables)
    adam.apply_gradients(zip(slopes, model.trainable_variables))
    return loss


for epoch in range(5):
    for images, labels in train_dataset:
        loss = step(images, labels)
    print(f"epoch {epoch + 1} - loss: {loss:.4f}")
