"""CIFAR-10: small colour photographs, fetched by Keras once."""

import keras
import numpy as np

from kvt.recipes.settings import DATA_SEED, SAMPLES


def load() -> tuple[np.ndarray, np.ndarray]:
    """The first SAMPLES training images in an order drawn by DATA_SEED.

    x: float32 [SAMPLES, 32, 32, 3], 0 to 255; y: int32 [SAMPLES], 0 to 9.
    """
    try:
        (images, labels), _ = keras.datasets.cifar10.load_data()
    except Exception as error:  # Keras raises nothing narrower when a download fails.
        raise SystemExit(
            f"CIFAR-10 is not here yet and cannot be downloaded: {error}. "
            "Connect to the network and run again, or copy cifar-10-batches-py-target to ~/.keras/datasets."
        ) from error
    order = np.random.default_rng(DATA_SEED).permutation(len(images))[:SAMPLES]
    return images[order].astype("float32"), labels[order, 0].astype("int32")
