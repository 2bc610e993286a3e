"""TensorFlow's debugger: write down what every operation makes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import tensorflow as tf

from kvt.recipes.debugger.training import Record, train
from kvt.recipes.settings import BUFFER, DTYPES, MODE, OPS


@contextmanager
def dumping(folder: str) -> Iterator[None]:
    """What runs in this thread, and in no other, is dumped below `folder`."""
    writer = tf.debugging.experimental.enable_dump_debug_info(
        folder,
        tensor_debug_mode=MODE,
        circular_buffer_size=BUFFER or -1,
        op_regex=OPS if OPS != ".*" else None,
        tensor_dtypes=[DTYPES] if DTYPES != "all" else None,
    )
    try:
        yield
    finally:
        writer.FlushNonExecutionFiles()
        writer.FlushExecutionFiles()
        tf.debugging.experimental.disable_dump_debug_info()


def dumped(number: float, steps: int, record: Record, folder: str = "timed") -> None:
    with dumping(folder):
        train(number, steps, record, stop=True)


def alone(work: Callable, *arguments) -> None:
    """In a thread of its own, since TensorFlow keeps its watchers by thread; what it raises is raised here."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work, *arguments).result()
