"""tf.queue: threads of one's own put samples into a queue, the training takes them out by the batch."""

import threading
from collections.abc import Callable

import tensorflow as tf

from kvt.recipes.pipelines.samples import PIXELS, RECORD_COUNT, load
from kvt.recipes.settings import AHEAD, BATCH, BATCHES, PASSES, WORKERS


def fifo_queue(step: Callable) -> None:
    queue = tf.queue.FIFOQueue(AHEAD * BATCH, ["float32", "float32", "float64"], [[PIXELS], [], [3]])
    indices = iter([*range(RECORD_COUNT)] * PASSES)
    one_at_a_time = threading.Lock()
    errors = []

    def produce() -> None:
        try:
            while True:
                with one_at_a_time:
                    index = next(indices, None)
                if index is None:
                    return
                queue.enqueue(load(index))
        except tf.errors.CancelledError:
            pass  # the queue was closed: nobody wants more
        except Exception as error:
            errors.append(error)
            queue.close(cancel_pending_enqueues=True)  # so that the training does not wait for ever

    threads = [threading.Thread(target=produce) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(PASSES * BATCHES):
            step(*queue.dequeue_many(BATCH))
    except tf.errors.OutOfRangeError:
        raise (errors or [RuntimeError("the queue ended early")])[0] from None
    finally:
        queue.close(cancel_pending_enqueues=True)
        for thread in threads:
            thread.join()
