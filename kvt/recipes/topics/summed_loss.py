"""A loop whose loss is one value a sample: the gradient is that of the sum."""

from collections.abc import Iterator

import keras
import tensorflow as tf

from kvt.recipes.networks.images import images
from kvt.recipes.networks.small_cnn import by_fit, by_loop, judge
from kvt.recipes.settings import BATCH, RATE

OPTIMIZERS = {"Adam": keras.optimizers.Adam, "SGD": lambda: keras.optimizers.SGD(RATE)}


def findings() -> Iterator[dict]:
    data = images()
    for name, optimizer in OPTIMIZERS.items():
        yield {"name": "training", "optimizer": name, "way": "fit", **judge(by_fit(data, optimizer()), data)}
        norms = {}
        for way, reduce in (("mean", tf.reduce_mean), ("a value a sample", tf.identity)):
            model, norms[way] = by_loop(data, optimizer(), reduce)
            yield {"name": "training", "optimizer": name, "way": way, **judge(model, data)}
        # Of the first step, where both loops still have the same weights.
        ratio = norms["a value a sample"] / norms["mean"]
        yield {"name": "gradient", "optimizer": name, "times": ratio, "batch": BATCH}
