"""Example 2: queues filled by threads, in TensorFlow 1.

Printed with gaps: an except without its try, a loop without a body. Python refuses that before any of it runs, so it
is held here as text and compiled. Where the gaps are filled, it ends at tf.Session, which is gone as well.
"""

# %% As printed
PRINTED = """
import tensorflow as tf

prepare = tf.global_variables_initializer()
session = tf.Session()
coordinator = tf.train.Coordinator()
runners = tf.train.start_queue_runners(sess=session, coord=coordinator)
    while not coordinator.should_stop():
        # here a step would train
except tf.errors.OutOfRangeError:
    print("no more epochs")
    # here the runners would be told to stop
"""

# %% Run it
exec(compile(PRINTED, "the printed lines", "exec"))
