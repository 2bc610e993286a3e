"""Example 3: the variables made before the step is traced.

A tf.function may make variables only while it is traced for the first time: a step that is called with a second model
or optimizer, not built yet, raises. Repaired, the model has its Input and the optimizer is built before; the step
takes tensors alone.
"""

# %% Imports
import keras
import numpy as np
import tensorflow as tf

# %% Data
rng = np.random.default_rng(0)
x = rng.normal(size=(512, 784)).astype("float32")
y = (x[:, :8].sum(axis=1) > 0).astype("float32")

# %% Tensors
numbers = tf.constant([[1.0, 2.0], [3.0, 4.0]])
print("squared", tf.square(numbers).numpy().tolist())

# %% Model
hidden = keras.layers.Dense(32, activation="relu")
model = keras.Sequential([keras.Input((784,)), hidden, keras.layers.Dense(1, activation="sigmoid")])
adam = keras.optimizers.Adam(0.001)
adam.build(model.trainable_variables)
cross_entropy = keras.losses.BinaryCrossentropy()


# %% Step
@tf.function
def own_step(features: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    with tf.GradientTape() as tape:
        loss = cross_entropy(labels, model(features, training=True))
    slopes = tape.gradient(loss, model.trainable_variables)
    adam.apply_gradients(zip(slopes, model.trainable_variables))
    return loss


# %% Training
dataset = tf.data.Dataset.from_tensor_slices((x, y[:, np.newaxis])).batch(64)
for epoch in range(5):
    losses = [own_step(features, labels).numpy() for features, labels in dataset]
    print(f"epoch {epoch + 1}, loss: {np.mean(losses):.4f}")
