"""The queue runner of TensorFlow 1, as it ran then: a graph, a session, a coordinator. Deprecated since 2018."""

from collections.abc import Callable

import tensorflow as tf

from kvt.recipes.pipelines.samples import PIXELS, RECORD_COUNT, load
from kvt.recipes.settings import AHEAD, BATCH, PASSES, WORKERS

v1 = tf.compat.v1


def queue_runner(step: Callable) -> None:
    graph = tf.Graph()
    with graph.as_default():
        # A queue of record numbers, filled by a runner of its own until the epoch limit is reached.
        number = v1.train.range_input_producer(RECORD_COUNT, num_epochs=PASSES, shuffle=False).dequeue()
        types = ["float32", "float32", "float64"]
        sample = tf.numpy_function(load, [number], types)
        queue = v1.FIFOQueue(AHEAD * BATCH, types, [[PIXELS], [], [3]])
        v1.train.add_queue_runner(v1.train.QueueRunner(queue, [queue.enqueue(sample)] * WORKERS))
        batch = queue.dequeue_many(BATCH)
        # By itself a session has a thread a core. A runner keeps one busy, and taking a batch out needs one, too.
        config = v1.ConfigProto(inter_op_parallelism_threads=WORKERS + 1, use_per_session_threads=True)
        session = v1.Session(config=config)
        session.run(v1.local_variables_initializer())  # the count of epochs is one
        coordinator = v1.train.Coordinator()
        threads = v1.train.start_queue_runners(session, coordinator)
    try:
        while not coordinator.should_stop():
            step(*session.run(batch))
    except tf.errors.OutOfRangeError:
        pass  # the epoch limit is reached
    finally:
        coordinator.request_stop()
        coordinator.join(threads)  # raises what a runner raised
        session.close()
