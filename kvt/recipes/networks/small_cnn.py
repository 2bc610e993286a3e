"""A small convolutional network, trained by fit or by a loop whose loss one may choose."""

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.networks.images import Images
from kvt.recipes.settings import BATCH, PASSES, SHUFFLE_SEED, WEIGHTS_SEED


def network() -> keras.Model:
    """Images [batch, 8, 8, 1] -> probabilities [batch, 10]. The same first weights at each call."""
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


def batches(data: Images) -> np.ndarray:
    """Sample numbers [steps, BATCH], every epoch in another order; what does not fill a batch is left out."""
    rng = np.random.default_rng(SHUFFLE_SEED)
    whole = len(data.x) // BATCH * BATCH
    orders = [rng.permutation(len(data.x))[:whole].reshape(-1, BATCH) for _ in range(PASSES)]
    return np.concatenate(orders)


def by_fit(data: Images, optimizer: keras.Optimizer) -> keras.Model:
    """Over the same batches as the loop, one after the other."""
    model = network()
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    order = batches(data).ravel()
    model.fit(data.x[order], data.y[order], batch_size=BATCH, epochs=1, shuffle=False, verbose=0)
    return model


def by_loop(data: Images, optimizer: keras.Optimizer, reduce: Callable) -> tuple[keras.Model, float]:
    """`reduce` makes of one loss a sample [BATCH] what the tape differentiates; of a vector it differentiates the sum.

    Also gives the norm of the first step's gradient.
    """
    model = network()
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = reduce(keras.losses.sparse_categorical_crossentropy(y, model(x, training=True)))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return tf.linalg.global_norm(gradients)

    norms = [step(tf.constant(data.x[batch]), tf.constant(data.y[batch])) for batch in batches(data)]
    return model, float(norms[0])


def judge(model: keras.Model, data: Images) -> dict:
    """Mean loss over the training images, and accuracy on those held out. A loss that is no number is None."""
    loss = np.mean(keras.losses.sparse_categorical_crossentropy(data.y, model(data.x)))
    right = np.argmax(model(data.x_held_out), axis=1) == data.y_held_out
    return {"loss": float(loss) if np.isfinite(loss) else None, "accuracy": float(right.mean())}
