"""tf.data: the same samples as a dataset; each word more changes what overlaps."""

from collections.abc import Callable

import tensorflow as tf

from kvt.recipes.pipelines.samples import PIXELS, RECORD_COUNT, load
from kvt.recipes.settings import BATCH, PASSES, WORKERS


def read(index):
    pixels, label, made = tf.numpy_function(load, [index], ["float32", "float32", "float64"])
    return tf.ensure_shape(pixels, [PIXELS]), tf.ensure_shape(label, []), tf.ensure_shape(made, [3])


def tf_data(step: Callable, parallel: int | None = None, cached: bool = False, ahead: int = 0) -> None:
    dataset = tf.data.Dataset.range(RECORD_COUNT).map(read, num_parallel_calls=parallel)
    if cached:
        dataset = dataset.cache()
    dataset = dataset.repeat(PASSES).batch(BATCH)
    if ahead:
        dataset = dataset.prefetch(ahead)
    options = tf.data.Options()
    # By itself it adds a prefetch to whatever has none; here each word is to show what it does alone.
    options.autotune.enabled = tf.data.AUTOTUNE in (parallel, ahead)
    if parallel == WORKERS:
        # By itself it has a thread a core, however many calls in parallel are asked for.
        options.threading.private_threadpool_size = WORKERS
    for batch in dataset.with_options(options):
        step(*batch)
