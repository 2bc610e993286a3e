"""Example 1: traced, and in training mode.

The printed loop works, and warns of input_shape. It runs its step operation by operation, forgets training=True (which
dropout and batch normalisation need), and prints the loss of the epoch's last batch. Repaired, the step is a
tf.function, and the loss is the epoch's mean.
"""

# %% Imports
import keras
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 784)).astype("float32")
y = (x[:, :8].sum(axis=1) > 0).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices((x, y[:, np.newaxis])).batch(64)

# %% Model
hidden = keras.layers.Dense(128, activation="relu")
model = keras.Sequential([keras.Input((784,)), hidden, keras.layers.Dense(1, activation="sigmoid")])

# %% Optimizer
adam = keras.optimizers.Adam(learning_rate=0.001)
cross_entropy = keras.losses.BinaryCrossentropy()


# %% Training
@tf.function
def step(features: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        loss = cross_entropy(labels, model(features, training=True))
    slopes = tape.gradient(loss, model.trainable_variables)
    adam.apply_gradients(zip(slopes, model.trainable_variables))
    return loss


for epoch in range(10):
    losses = [step(features, labels).numpy() for features, labels in dataset]
    print(f"epoch {epoch + 1}, loss: {np.mean(losses):.4f}")
