"""Example 3: the same with a tape.

The tape follows what trains by itself, so that the counter is left alone; between the tape and the optimizer the
gradients are tensors like any others, here clipped.
"""

# %% Imports
import keras
import tensorflow as tf

# %% Data
x = tf.linspace(-1.0, 1.0, 32)
y = 3.0 * x + 2.0

# %% Variables
w = tf.Variable(0.0)
b = tf.Variable(0.0)
step = tf.Variable(1, trainable=False, dtype=tf.int32)

# %% Gradients
optimizer = keras.optimizers.SGD(learning_rate=0.1)
for _ in range(50):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(w * x + b - y))
    trained = tape.watched_variables()
    gradients = [tf.clip_by_value(gradient, -1.0, 1.0) for gradient in tape.gradient(loss, trained)]
    optimizer.apply(gradients, trained)
    step.assign_add(1)
    if int(step) % 10 == 1:
        print(f"step {int(step) - 1} - loss: {float(loss):.4f} - w {float(w):.2f}, b {float(b):.2f}")
