"""Gradients changed on their way to the optimizer: in a train_step and in a loop, beside a training left alone."""

from collections.abc import Iterator

from kvt.recipes.datasets.moons import load
from kvt.recipes.networks.batches_in_order import in_order
from kvt.recipes.networks.gradient_operation import told_optimizer
from kvt.recipes.networks.gradient_spread import BINS, HIGH, LOW
from kvt.recipes.networks.operated_training import Untouched, by_argument, by_loop, by_train_step

LAYERS = ("first", "second", "last")
ARGUMENTS = ("clipvalue", "clipnorm", "global_clipnorm", "gradient_accumulation_steps")


def findings() -> Iterator[dict]:
    x, y = in_order(*load())
    yield {"name": "layers", "layers": LAYERS, "low": LOW, "high": HIGH, "bins": BINS}
    yield {"name": "run", "way": "untouched", **by_loop(x, y, Untouched)}
    yield {"name": "run", "way": "train_step", **by_train_step(x, y)}
    yield {"name": "run", "way": "loop", **by_loop(x, y)}
    optimizer = told_optimizer()
    if optimizer is not None:
        told = {name: value for name in ARGUMENTS if (value := getattr(optimizer, name)) is not None}
        yield {"name": "run", "way": "argument", "arguments": told, **by_argument(x, y, optimizer)}
