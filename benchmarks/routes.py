"""Steps a second of every route on small models, beside the same MLP in NumPy, and in PyTorch and JAX if installed.

Convolutional networks are measured beside fit.

The first call, which traces and compiles, is left out. Each runs in a process of its own, and the rounds are taken in
turns.
"""

import importlib.util
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row
from benchmarks._laboratory import laboratory, spec, trained
from kvt.spec import Spec, titles

ROUNDS = 3
ROOT = Path(__file__).parents[1]
MODELS: dict[str, dict[str, object]] = {
    "MLP 2-8-8-1, batch 32": {},
    "MLP 64-128-10, batch 64": {
        "dataset": "digits", "model__hidden": "128", "model__activation": "relu", "training__batch_size": 64,
    },
    "CNN 8×8, batch 64": {"dataset": "digits", "model": "cnn", "training__batch_size": 64},
    "CNN 8×8, shifted, batch 64": {
        "dataset": "digits", "model": "cnn", "model__convolution": "shifted", "training__batch_size": 64,
    },
}  # fmt: skip
EPOCHS = {"tape_eager": 5, "epoch_graph": 400, "epoch_graph_xla": 2000}
CNN_EPOCHS = {"tape_eager": 3, "epoch_graph_xla": 60}
OTHERS = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX, scan"}


def measure() -> Iterator[Row]:
    with laboratory() as manager:
        for model, fields in MODELS.items():
            is_mlp = "model" not in fields
            there = [name for name in OTHERS if is_mlp and importlib.util.find_spec(name)]
            epochs = EPOCHS if is_mlp else CNN_EPOCHS
            specs = {
                route: spec(**fields, route=route, training__epochs=epochs.get(route, 40)) for route in titles("route")
            }
            whole = spec(**fields).steps_per_epoch
            specs["keras_fit, an epoch an execution"] = spec(
                **fields, training__epochs=60, engine__steps_per_execution=whole
            )
            speeds: dict[str, list[float]] = {}
            for _ in range(ROUNDS):
                for name in there:
                    speeds.setdefault(OTHERS[name], []).append(elsewhere(name, specs["keras_fit"]))
                for name, wanted in specs.items():
                    speed = trained(manager, wanted).history().steady_steps_per_second
                    speeds.setdefault(name, []).append(speed or float("nan"))
            beside = OTHERS["numpy"] if is_mlp else "keras_fit"
            yardstick = statistics.median(speeds.pop(beside))
            for name, values in speeds.items():
                yield Row(f"{model}: {name}", statistics.median(values), "steps/s", beside, yardstick)


def elsewhere(name: str, wanted: Spec) -> float:
    """Steps a second of the same sizes in another library, in its own process."""
    outputs = wanted.dataset.classes if wanted.dataset.task == "multiclass" else 1
    sizes = [wanted.dataset.features, *wanted.model.hidden, outputs]
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks._elsewhere", name, json.dumps(sizes), str(wanted.training.batch_size)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(process.stdout.splitlines()[-1])
