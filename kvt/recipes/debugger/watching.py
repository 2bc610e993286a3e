"""The same training under one watcher after the other: what each tells, and what it costs."""

import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import tensorflow as tf

from kvt.recipes.debugger.dumping import alone, dumped
from kvt.recipes.debugger.faults import BROKEN, CURED, make_loss, make_optimizer, network
from kvt.recipes.debugger.messages import named
from kvt.recipes.debugger.training import Record, batches, train
from kvt.recipes.settings import FAULT, STEPS

TIMED = 60  # steps of a healthy training, to see what watching costs


@contextmanager
def checking() -> Iterator[None]:
    tf.debugging.enable_check_numerics()
    try:
        yield
    finally:
        tf.debugging.disable_check_numerics()


def train_by_hand(number: float, steps: int, record: Record) -> None:
    """Every operation run by Python, and what each layer makes looked at before the next has it."""
    model = record.model = network(number if FAULT == "division" or FAULT == "recurrent" else None)
    loss_fn = make_loss(number if FAULT == "log" else None)
    optimizer = make_optimizer(number if FAULT == "rate" else None)
    for x, y in batches(number if FAULT == "data" else None).take(steps):
        with tf.GradientTape() as tape:
            outputs = finite(x, "the batch")
            for layer in model.layers:
                outputs = finite(layer(outputs), layer.name)
            loss = finite(loss_fn(y, outputs), "the loss")
        gradients = tape.gradient(loss, model.trainable_variables)
        for gradient, variable in zip(gradients, model.trainable_variables):
            finite(gradient, f"the gradient of {variable.path}")
        optimizer.apply(gradients, model.trainable_variables)
        record.add(loss)


def finite(tensor: tf.Tensor, name: str) -> tf.Tensor:
    """The tensor itself. Raises FloatingPointError, and so with the line that asked, if a value is NaN or Inf."""
    bad = int(np.sum(~np.isfinite(tensor)))
    if bad:
        raise FloatingPointError(f"{bad} of {tf.size(tensor)} values of {name} are NaN or Inf")
    return tensor


def unwatched(number: float, steps: int, record: Record) -> None:
    train(number, steps, record)


def stopped_at_nan(number: float, steps: int, record: Record) -> None:
    train(number, steps, record, stop=True)


def checked(number: float, steps: int, record: Record) -> None:
    with checking():
        train(number, steps, record)


WATCHERS = {
    "none": unwatched,
    "stop": stopped_at_nan,
    "check_numerics": checked,
    "by_hand": train_by_hand,
    "dump": dumped,
}


def what_it_costs(watcher: str) -> dict:
    """Steps a second of a healthy training under it."""
    record = Record()
    alone(WATCHERS[watcher], CURED, TIMED, record)
    shutil.rmtree("timed", ignore_errors=True)
    return {"steps_per_second": record.steps_per_second, "cured_losses": [record.losses[0], record.losses[-1]]}


def what_it_tells(watcher: str) -> dict:
    """What becomes of the broken training under it: what is said, and the operation and the line, if it names them."""
    record = Record()
    said = {"said": "", "op": "", "line": None, "step": None}
    try:
        alone(WATCHERS[watcher], BROKEN, STEPS, record)
    except FloatingPointError as error:
        asked = traceback.extract_tb(error.__traceback__)[-2]  # the line that called finite
        said |= {"said": str(error), "line": asked.lineno, "step": len(record.losses) + 1}
    except tf.errors.InvalidArgumentError as error:
        said |= {"said": str(error), "step": len(record.losses) + 1, **named(error)}
    done = {"steps": len(record.losses), "spoiled": record.spoiled}
    return {**said, "step": said["step"] or record.bad_step, **done}
