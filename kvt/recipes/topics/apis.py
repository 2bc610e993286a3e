"""Which Keras this is, one network four ways, and what TensorFlow makes of each."""

import importlib.metadata
import importlib.util
import os
import timeit
from collections.abc import Iterator

import keras
import tensorflow as tf

from kvt.recipes.datasets.moons import load
from kvt.recipes.networks.branching import ATTEMPTS, branching, train_branching
from kvt.recipes.networks.four_ways import build_equal, train
from kvt.recipes.networks.graphs import layer_graph, operation_graph, step_operations
from kvt.recipes.networks.trying import what_it_says


def findings() -> Iterator[dict]:
    yield which_keras()
    x, y = load()
    models = build_equal(x)
    for way, model in models.items():
        yield {
            "name": "network",
            "way": way,
            "losses": train(model, x, y),
            "layers": layer_graph(model),
            "operations": operation_graph(model, tf.constant(x)),
        }
    counted = step_operations(models["Sequential"], tf.constant(x), tf.constant(y))
    yield {"name": "step", "operations": counted}
    yield eager_and_traced(models["Sequential"], tf.constant(x))
    for what, attempt in ATTEMPTS.items():
        yield {"name": "attempt", "what": what, "error": what_it_says(attempt)}
    model = branching()
    yield {"name": "branching", "losses": train_branching(model, x, y), "layers": layer_graph(model)}


def which_keras() -> dict:
    return {
        "name": "keras",
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "tf_keras": tf.keras.__version__,
        "same_model": tf.keras.Model is keras.Model,
        "same_optimizer": tf.optimizers.Adam is keras.optimizers.Adam,
        "keras_package": importlib.metadata.version("keras"),
        "backend": keras.backend.backend(),
        "legacy_switch": os.environ.get("TF_USE_LEGACY_KERAS", ""),
        "legacy_installed": importlib.util.find_spec("tf_keras") is not None,
    }


def eager_and_traced(model: keras.Model, x: tf.Tensor) -> dict:
    """The same call, each operation run by Python, and as the graph that tf.function drew: best of five."""
    traced = tf.function(model)
    apart = float(tf.reduce_max(tf.abs(model(x) - traced(x))))
    return {
        "name": "eager",
        "apart": apart,
        "eager_seconds": min(timeit.repeat(lambda: model(x), number=10, repeat=5)) / 10,
        "traced_seconds": min(timeit.repeat(lambda: traced(x), number=10, repeat=5)) / 10,
    }
