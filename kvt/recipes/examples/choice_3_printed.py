"""Example 3: a variable that does not train, and gradients in hand.

The variable is printed as a line by itself, the gradients as a picture; kvt adds a small line to fit, and the way in
which gradients were taken from an optimizer in those years. The variable still works. The optimizer is gone: it raises.
"""

# %% Imports
import tensorflow as tf

# %% Data
x = tf.linspace(-1.0, 1.0, 32)
y = 3.0 * x + 2.0

# %% Variables
w = tf.Variable(0.0)
b = tf.Variable(0.0)
step = tf.Variable(1, trainable=False, dtype=tf.int32)

# %% Gradients
optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.1)
loss = tf.reduce_mean(tf.square(w * x + b - y))
pairs = optimizer.compute_gradients(loss, [w, b])
optimizer.apply_gradients([(tf.clip_by_value(gradient, -1.0, 1.0), variable) for gradient, variable in pairs], step)
