"""Example 2: threads that read ahead while the step trains, as it is written today.

A tf.data pipeline starts, feeds and stops its threads by itself: no session, no coordinator, and the loop ends where
the samples do. The queue runner, too, still runs by way of tf.compat.v1: the page on queues has it among its pipelines.
"""

# %% Imports
import keras
import numpy as np
import tensorflow as tf

# %% Samples
rng = np.random.default_rng(0)
x_train = rng.normal(size=(512, 20)).astype("float32")
y_train = (x_train[:, :10].sum(axis=1) > 0).astype("float32")  # something to learn


def read(index):
    """Stands for what takes time: opening and decoding one file."""
    return tf.gather(x_train, index), tf.gather(y_train, index)


# %% Pipeline
samples = tf.data.Dataset.range(512).shuffle(512, seed=0)
batches = samples.map(read, num_parallel_calls=4).batch(32).prefetch(4)

# %% Model
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.01)


# %% Training
@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, model(x)[:, 0]))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


for epoch in range(5):
    losses = [float(train_step(x, y)) for x, y in batches]
    print(f"epoch {epoch + 1}: loss: {np.mean(losses):.4f}")
