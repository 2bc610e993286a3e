"""The training samples in batches."""

import tensorflow as tf

from kvt.recipes.datasets.split import Data
from kvt.recipes.settings import BATCH_SIZE, EPOCHS_DONE, SHUFFLE_SEED


def batches(data: Data) -> tf.data.Dataset:
    """Pairs (features, labels) of BATCH_SIZE samples, in a new order each time that it is gone through."""
    samples = tf.data.Dataset.from_tensor_slices((data.x_train, data.y_train))
    samples = samples.shuffle(len(data.x_train), seed=SHUFFLE_SEED)
    if EPOCHS_DONE:
        for _ in range(EPOCHS_DONE):
            iter(samples)  # draws the order of one of the epochs that are done
    # The last, smaller batch is left out: one shape, so one graph.
    return samples.batch(BATCH_SIZE, drop_remainder=True)
