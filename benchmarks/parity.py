"""How far each route is from the eager tape: largest difference of losses and of final weights.

Equal weights, equal batches, so what is left is rounding.
"""

from collections.abc import Iterator

import numpy as np

from benchmarks import Row
from benchmarks._laboratory import laboratory, spec, trained
from kvt.claims.difference import loss_difference
from kvt.runs.run import Run
from kvt.spec import titles

REFERENCE = "tape_eager"
LIMIT = 1e-5
CASES: dict[str, dict[str, object]] = {
    "moons, Adam": {"training__epochs": 6},
    "wave, SGD with momentum": {
        "dataset": "wave", "training__epochs": 6, "training__optimizer": "sgd", "training__optimizer__momentum": 0.9,
        "training__optimizer__learning_rate": 0.01,
    },
    "digits, AdamW": {
        "dataset": "digits", "model__hidden": "32", "model__activation": "relu", "training__batch_size": 64,
        "training__epochs": 3, "training__optimizer": "adamw",
    },
}  # fmt: skip


def measure() -> Iterator[Row]:
    with laboratory() as manager:
        for case, fields in CASES.items():
            reference = trained(manager, spec(**fields, route=REFERENCE))
            for route in titles("route"):
                if route != REFERENCE:
                    run = trained(manager, spec(**fields, route=route))
                    yield Row(f"{route}, {case}: losses", losses_apart(run, reference), "", limit=LIMIT)
                    yield Row(f"{route}, {case}: weights", weights_apart(run, reference), "", limit=LIMIT)


def losses_apart(run: Run, other: Run) -> float:
    """The largest difference between the losses of two runs at the same step; infinite where none is known to both."""
    difference = loss_difference(run.history(), other.history())
    return float("inf") if difference is None else difference


def weights_apart(run: Run, other: Run) -> float:
    """The largest difference between two runs' trained variables; infinite if they differ in shape."""
    return apart(run.weights(), other.weights())


def apart(arrays: list[np.ndarray], others: list[np.ndarray]) -> float:
    if [array.shape for array in arrays] != [other.shape for other in others] or not arrays:
        return float("inf")
    return max(float(np.abs(a - b).max(initial=0.0)) for a, b in zip(arrays, others, strict=True))
