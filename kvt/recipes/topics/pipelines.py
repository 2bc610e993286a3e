"""The same samples to the same step, by each pipeline in turn."""

from collections.abc import Callable, Iterator
from functools import partial

import tensorflow as tf

from kvt.recipes.pipelines.account import account, yardsticks
from kvt.recipes.pipelines.fifo_queue import fifo_queue
from kvt.recipes.pipelines.plain import plain_generator
from kvt.recipes.pipelines.py_dataset import py_dataset
from kvt.recipes.pipelines.queue_runner import queue_runner
from kvt.recipes.pipelines.tf_data import tf_data
from kvt.recipes.pipelines.training import Training
from kvt.recipes.settings import AHEAD, WORKERS

PIPELINES: dict[str, Callable] = {
    "plain generator": plain_generator,
    "PyDataset, threads": py_dataset,
    "PyDataset, processes": partial(py_dataset, processes=True),
    "tf.queue, threads": fifo_queue,
    "queue runner": queue_runner,
    "tf.data map": tf_data,
    "tf.data map, cache": partial(tf_data, cached=True),
    "tf.data map, prefetch": partial(tf_data, ahead=AHEAD),
    "tf.data parallel map": partial(tf_data, parallel=WORKERS),
    "tf.data parallel map, prefetch": partial(tf_data, parallel=WORKERS, ahead=AHEAD),
    "tf.data AUTOTUNE": partial(tf_data, parallel=tf.data.AUTOTUNE, ahead=tf.data.AUTOTUNE),
}


def findings() -> Iterator[dict]:
    yield {"name": "yardsticks", **yardsticks()}
    training = Training()
    for name, pipeline in PIPELINES.items():
        training.begin()
        error = ""
        try:
            pipeline(training.step)
        except Exception as raised:  # what a producer raises ends its pipeline, and not the others
            error = f"{type(raised).__name__}: {raised}"
        yield {"name": "pipeline", "pipeline": name, **account(training, error)}
