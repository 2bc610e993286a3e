"""MNIST: handwritten digits, fetched by Keras once."""

import keras
import numpy as np

from kvt.recipes.settings import DATA_SEED, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """The first SAMPLES training images in an order drawn by DATA_SEED.

    x: float32 [SAMPLES, 28, 28, 1], 0 to 255; y: int32 [SAMPLES], 0 to 9.
    """
    try:
        (images, labels), _ = keras.datasets.mnist.load_data()
    except Exception as error:  # Keras raises nothing narrower when a download fails.
        raise SystemExit(
            f"MNIST is not here yet and cannot be downloaded: {error}. "
            "Connect to the network and run again, or copy mnist.npz to ~/.keras/datasets."
        ) from error
    order = np.random.default_rng(DATA_SEED).permutation(len(images))[:SAMPLES]
    # The last axis is the channel: one, since the images are grey.
    return images[order, ..., np.newaxis].astype("float32"), labels[order].astype("int32")
