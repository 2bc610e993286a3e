"""One model under a strategy: by fit, and by a loop of one's own. The replicas share the samples of each step."""

import time
from functools import partial

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.datasets.moons import load
from kvt.recipes.settings import STEPS, WEIGHTS_SEED


def dataset(x, y) -> tf.data.Dataset:
    options = tf.data.Options()
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.DATA
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(len(x)).repeat().with_options(options)


def network() -> keras.Model:
    keras.utils.set_random_seed(WEIGHTS_SEED)
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])


def train_by_fit(strategy: tf.distribute.Strategy) -> dict:
    x, y = load()
    losses, times = [], []

    def note(step, logs) -> None:
        losses.append(logs["loss"])
        times.append(time.perf_counter())

    with strategy.scope():
        model = network()
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    watch = keras.callbacks.LambdaCallback(on_train_batch_end=note)
    model.fit(dataset(x, y), steps_per_epoch=STEPS, shuffle=False, callbacks=[watch], verbose=0)
    return told(losses, times, float(model.loss(y, model(x))))


def train_by_loop(strategy: tf.distribute.Strategy) -> dict:
    x, y = load()
    with strategy.scope():
        model = network()
        optimizer = keras.optimizers.Adam(0.01)
        optimizer.build(model.trainable_variables)
    # One loss a sample: what the replicas have is only a part of all, and their sum has to be the mean of all.
    loss_fn = keras.losses.BinaryCrossentropy(from_logits=True, reduction="none")

    def replica_step(x_part, y_part):
        with tf.GradientTape() as tape:
            loss = tf.nn.compute_average_loss(loss_fn(y_part, model(x_part)), global_batch_size=len(x))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    @tf.function
    def step(batches):
        return strategy.reduce("SUM", strategy.run(replica_step, next(batches)), axis=None)

    losses, times = [], []
    if isinstance(strategy, tf.distribute.ParameterServerStrategy):
        # A worker does the step when it has time; the coordinator waits for what it says.
        coordinator = tf.distribute.coordinator.ClusterCoordinator(strategy)
        batches = iter(coordinator.create_per_worker_dataset(dataset(x, y)))

        def take_step():
            return coordinator.schedule(step, args=(batches,)).fetch()

    else:
        batches = iter(strategy.experimental_distribute_dataset(dataset(x, y)))
        take_step = partial(step, batches)
    for _ in range(STEPS):
        losses.append(float(take_step()))
        times.append(time.perf_counter())
    return told(losses, times, float(tf.reduce_mean(loss_fn(y, model(x)))))


def told(losses: list[float], times: list[float], final_loss: float) -> dict:
    """`losses` as they were reported, fit's as means so far; `final_loss` computed afterwards, over all samples.

    The speed is that of the middle step: the first is traced, and now and then one is disturbed.
    """
    speed = float(1 / np.median(np.diff(times)))
    return {"losses": [float(loss) for loss in losses], "final_loss": final_loss, "steps_per_second": speed}
