"""One convolution by three ways, and all the numbers that go into it."""

import time
from collections.abc import Callable, Iterator

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.digits import load
from kvt.recipes.settings import IMAGE, KERNEL_SIZE, WEIGHTS_SEED

NAMES = ("left to right", "top to bottom", "mean", "random")


def kernels() -> np.ndarray:
    """The four of NAMES, float32 [KERNEL_SIZE, KERNEL_SIZE, 1, 4]: two for edges, one that blurs, one drawn."""
    slope = np.broadcast_to(np.linspace(-1, 1, KERNEL_SIZE) / KERNEL_SIZE, (KERNEL_SIZE, KERNEL_SIZE))
    mean = np.full((KERNEL_SIZE, KERNEL_SIZE), KERNEL_SIZE**-2)
    drawn = np.random.default_rng(WEIGHTS_SEED).normal(size=(KERNEL_SIZE, KERNEL_SIZE)) / KERNEL_SIZE
    return np.stack([slope, slope.T, mean, drawn], axis=-1)[:, :, np.newaxis].astype("float32")


def by_keras(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    layer = keras.layers.Conv2D(kernel.shape[-1], KERNEL_SIZE, padding="same", use_bias=False)
    layer.build((None, *image.shape))
    layer.set_weights([kernel])
    return layer(image[np.newaxis]).numpy()[0]


def by_tensorflow(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return tf.nn.conv2d(image[np.newaxis], kernel, strides=1, padding="SAME").numpy()[0]


def padded(image: np.ndarray) -> np.ndarray:
    """Zeros around it, so that a window stands around each of its pixels."""
    around = ((KERNEL_SIZE - 1) // 2, KERNEL_SIZE // 2)
    return np.pad(image, (around, around, (0, 0)))


def by_loops(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Pixel by pixel and filter by filter: the window times the filter, summed."""
    height, width, channels = image.shape
    framed = padded(image)
    result = np.zeros((height, width, kernel.shape[-1]), "float32")
    for row in range(height):
        for column in range(width):
            for number in range(kernel.shape[-1]):
                total = 0.0
                for down in range(KERNEL_SIZE):
                    for right in range(KERNEL_SIZE):
                        for channel in range(channels):
                            pixel = framed[row + down, column + right, channel]
                            total += float(pixel) * float(kernel[down, right, channel, number])
                result[row, column, number] = total
    return result


WAYS = {"keras.layers.Conv2D": by_keras, "tf.nn.conv2d": by_tensorflow, "loops": by_loops}


def findings() -> Iterator[dict]:
    images, labels = load()
    image, kernel = images[IMAGE] / 16, kernels()
    yield {
        "name": "convolution",
        "label": int(labels[IMAGE]),
        "image": image[..., 0].tolist(),
        "padded": padded(image)[..., 0].tolist(),
        "filters": NAMES,
        "kernels": np.moveaxis(kernel[:, :, 0], -1, 0).tolist(),
    }
    loops = by_loops(image, kernel)
    for way, convolve in WAYS.items():
        maps = convolve(image, kernel)
        yield {
            "name": "maps",
            "way": way,
            "maps": np.moveaxis(maps, -1, 0).tolist(),
            "apart": float(np.max(np.abs(maps - loops))),
            "seconds": fastest(convolve, image, kernel),
        }


def fastest(convolve: Callable, image: np.ndarray, kernel: np.ndarray) -> float:
    """Seconds of the fastest of five calls."""
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        convolve(image, kernel)
        seconds.append(time.perf_counter() - started)
    return min(seconds)
