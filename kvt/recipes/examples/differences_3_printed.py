"""Example 3: tensors, and a step in a tf.function.

Printed are a squared tensor and the step alone; the model, the data and the loop around it are kvt's.
"""

# %% Imports
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 784)).astype("float32")
y = (x[:, :8].sum(axis=1) > 0).astype("float32")

# %% Tensors
numbers = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print("squared", tf.square(numbers).numpy().tolist())


# %% Step
@tf.function
def own_step(features, labels, model, optimizer, cross_entropy):
    with tf.GradientTape() as tape:
        loss = cross_entropy(labels, model(features))
    slopes = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(slopes, model.trainable_variables))
    return loss


# %% Training
model = tf.keras.Sequential([tf.keras.layers.Dense(32, activation="relu"), tf.keras.layers.Dense(1, "sigmoid")])
adam = tf.keras.optimizers.Adam(0.001)
cross_entropy = tf.keras.losses.BinaryCrossentropy()
dataset = tf.data.Dataset.from_tensor_slices((x, y[:, np.newaxis])).batch(64)
for epoch in range(5):
    for features, labels in dataset:
        loss = own_step(features, labels, model, adam, cross_entropy)
    print(f"epoch {epoch + 1}, loss: {loss.numpy():.4f}")
