"""Settings of TensorFlow's engine: they say how it computes, not what."""

import tensorflow as tf

from kvt.recipes.settings import (
    DETERMINISTIC,
    INTER_OP_THREADS,
    INTRA_OP_THREADS,
    MEMORY_GROWTH,
    MEMORY_LIMIT,
    WEIGHTS_SEED,
)


def set_up() -> None:
    """Must come before TensorFlow's first operation: afterwards the thread pools stand."""
    if INTRA_OP_THREADS:
        tf.config.threading.set_intra_op_parallelism_threads(INTRA_OP_THREADS)
    if INTER_OP_THREADS:
        tf.config.threading.set_inter_op_parallelism_threads(INTER_OP_THREADS)
    if MEMORY_GROWTH:
        for gpu in tf.config.list_physical_devices("GPU"):  # on CPUs there is nothing to grow
            tf.config.experimental.set_memory_growth(gpu, True)
    if MEMORY_LIMIT:
        limit = tf.config.LogicalDeviceConfiguration(memory_limit=MEMORY_LIMIT)  # MB
        for gpu in tf.config.list_physical_devices("GPU"):  # on CPUs there is nothing to limit
            tf.config.set_logical_device_configuration(gpu, [limit])
    if DETERMINISTIC:
        tf.random.set_seed(WEIGHTS_SEED)  # an operation without a seed is refused from here on
        tf.config.experimental.enable_op_determinism()
