"""The same network in tf.Variable alone: what is not handed to the tape's gradient does not move."""

import tensorflow as tf

from kvt.recipes.networks.frozen_keras import BATCH, HALF, distances, name_of
from kvt.recipes.networks.three_layers import network
from kvt.recipes.settings import FROZEN, PASSES, RATE


def is_chosen(name: str) -> bool:
    return name == FROZEN or name.startswith(FROZEN + "/")


def by_hand(x, y, frozen_from: int) -> dict:
    """`frozen_from` is the epoch before which FROZEN is frozen: 0, or HALF, or PASSES for never."""
    weights = {
        name_of(weight): tf.Variable(weight.numpy(), trainable=frozen_from > 0 or not is_chosen(name_of(weight)))
        for weight in network().weights
    }
    places = {name: [weight.numpy()] for name, weight in weights.items()}
    trained = [weight for weight in weights.values() if weight.trainable]
    step = make_step(weights, trained)
    losses = []
    for epoch in range(PASSES):
        if epoch == frozen_from > 0:
            trained = [weight for name, weight in weights.items() if not is_chosen(name)]
            step = make_step(weights, trained)  # another function, so that it is traced anew
        starts = range(0, len(x), BATCH)
        steps = [step(tf.constant(x[first : first + BATCH]), tf.constant(y[first : first + BATCH])) for first in starts]
        losses.append(float(tf.reduce_mean(steps)))
        for name, weight in weights.items():
            places[name].append(weight.numpy())
    return {"losses": losses, **distances(places)}


def make_step(weights: dict[str, tf.Variable], trained: list[tf.Variable]):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=forward(weights, x)))
        for weight, gradient in zip(trained, tape.gradient(loss, trained)):
            weight.assign_sub(RATE * gradient)
        return loss

    return step


def forward(weights: dict[str, tf.Variable], x: tf.Tensor) -> tf.Tensor:
    x = tf.nn.relu(tf.matmul(x, weights["first/kernel"]) + weights["first/bias"])
    x = tf.nn.relu(tf.matmul(x, weights["second/kernel"]) + weights["second/bias"])
    return tf.matmul(x, weights["last/kernel"]) + weights["last/bias"]


def followed_variables() -> list[dict]:
    """Which variables a tape follows by itself, and which of them it has a gradient for: floats that are trainable."""
    w = tf.Variable(2.0)
    b = tf.Variable(1.0, trainable=False)
    step = tf.Variable(1, trainable=False, dtype=tf.int32)
    with tf.GradientTape() as tape:
        loss = (3.0 * w + b) / tf.cast(step, tf.float32)
    followed = {variable.ref() for variable in tape.watched_variables()}
    variables = {"w": w, "b": b, "step": step}
    gradients = tape.gradient(loss, variables)
    step.assign_add(1)  # by hand it can be changed all the same
    return [
        {
            "variable": name,
            "dtype": variable.dtype.name,
            "trainable": variable.trainable,
            "followed": variable.ref() in followed,
            "gradient": None if gradients[name] is None else float(gradients[name]),
            "value": float(variable.numpy()),
        }
        for name, variable in variables.items()
    ]
