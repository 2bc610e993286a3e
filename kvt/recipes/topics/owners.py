"""Whose is a hyperparameter? Ask the signatures: which functions take it, and in whose package they are defined."""

import inspect
from collections.abc import Iterator

import keras
import tensorflow as tf

# What it is called on a form, and in code: the name of a parameter, or of a class or function that sets it; and, where
# a word means several things, which of them is asked about.
NAMES = {
    "Optimizer": "optimizer",
    "Learning rate": "learning_rate of optimizers",
    "Momentum": "momentum of optimizers",
    "Nesterov": "nesterov",
    "Rho": "rho",
    "Centred": "centered",
    "Beta 1": "beta_1",
    "Beta 2": "beta_2",
    "Epsilon": "epsilon of optimizers",
    "AMSGrad": "amsgrad",
    "Weight decay": "weight_decay of optimizers",
    "Clip gradients": "global_clipnorm",
    "Clip at": "clipnorm",
    "Average the weights": "use_ema",
    "Average's momentum": "ema_momentum",
    "Accumulate gradients": "gradient_accumulation_steps",
    "Learning rate over time": "decay_steps",
    "Decay": "decay_rate",
    "Decay over": "decay_steps",
    "Ends at": "alpha of schedules",
    "Warm-up": "warmup_steps",
    "Epochs": "epochs",
    "Batch size": "batch_size",
    "Validation share": "validation_split",
    "Loss": "loss",
    "Stop early": "callbacks",
    "Stop at NaN": "TerminateOnNaN",
    "Patience": "patience",
    "Least improvement": "min_delta",
    "Restore the best": "restore_best_weights",
    "Model": "Model",
    "Hidden layers": "units of layers",
    "Dense units": "units of layers",
    "Activation": "activation",
    "Dropout": "dropout",
    "L1": "l1",
    "L2": "l2",
    "Initialiser": "kernel_initializer",
    "Batch normalisation": "batchnormalization",
    "Filters": "filters of layers",
    "Kernel size": "kernel_size",
    "Pooling": "pool_size",
    "Cell": "GRU",
    "Units": "units of layers",
    "Unroll": "unroll of layers",
    "Augmentation": "RandomTranslation",
    "Weights seed": "set_random_seed",
    "Shuffle seed": "shuffle",
    "XLA": "jit_compile",
    "Steps per execution": "steps_per_execution",
    "Run eagerly": "run_eagerly",
    "Threads within an operation": "set_intra_op_parallelism_threads",
    "Threads between operations": "set_inter_op_parallelism_threads",
    "Determinism": "enable_op_determinism",
    "Memory growth": "set_memory_growth",
    "Memory limit": "memory_limit",
    "Debugger": "enable_dump_debug_info",
    "Of each tensor": "tensor_debug_mode",
    "Circular buffer": "circular_buffer_size",
    "Devices": "set_visible_devices",
    "Prefetching": "prefetch",
    "Distribution": "MirroredStrategy",
}

PLACES = {
    "keras": keras,
    "keras.activations": keras.activations,
    "keras.callbacks": keras.callbacks,
    "keras.initializers": keras.initializers,
    "keras.layers": keras.layers,
    "keras.losses": keras.losses,
    "keras.optimizers": keras.optimizers,
    "keras.optimizers.schedules": keras.optimizers.schedules,
    "keras.regularizers": keras.regularizers,
    "keras.utils": keras.utils,
    "keras.Model": keras.Model,
    "tf": tf,
    "tf.config": tf.config,
    "tf.config.experimental": tf.config.experimental,
    "tf.config.optimizer": tf.config.optimizer,
    "tf.config.threading": tf.config.threading,
    "tf.data.Dataset": tf.data.Dataset,
    "tf.debugging.experimental": tf.debugging.experimental,
    "tf.distribute": tf.distribute,
    "tf.nn": tf.nn,
    "tf.optimizers": tf.optimizers,
    "tf.random": tf.random,
}


def findings() -> Iterator[dict]:
    yield {
        "name": "same",
        "one": "tf.optimizers.Adam",
        "other": "keras.optimizers.Adam",
        "same": tf.optimizers.Adam is keras.optimizers.Adam,
        "module": tf.optimizers.Adam.__module__,
    }
    takers = index()
    for knob, asked in NAMES.items():
        word, _, where = asked.partition(" of ")
        found = {name: package for name, package in takers.get(plain(word), {}).items() if where in name}
        yield {"name": "owner", "knob": knob, "word": word, **owner(word, found)}
    gpus = [device.name for device in tf.config.list_physical_devices("GPU")]
    yield {"name": "devices", "gpus": gpus}


def index() -> dict[str, dict[str, str]]:
    """Of every parameter, and every public function by its name: {who takes it: the package it is defined in}."""
    found: dict[str, dict[str, str]] = {}
    seen = set()
    for place, namespace in PLACES.items():
        for name, thing in inspect.getmembers(namespace):
            if name.startswith("_") or not callable(thing) or id(thing) in seen:
                continue
            seen.add(id(thing))
            package = defined_in(thing)
            if package not in ("keras", "tensorflow"):
                continue
            for word in {plain(name), *map(plain, parameters(thing))}:
                found.setdefault(word, {})[f"{place}.{name}"] = package
    return found


def plain(word: str) -> str:
    """BatchNormalization and batch_normalization are one word."""
    return word.replace("_", "").lower()


def parameters(thing) -> list[str]:
    try:
        return list(inspect.signature(thing).parameters)
    except (TypeError, ValueError):
        return []  # of a few things written in C nothing is known


def defined_in(thing) -> str:
    """The package in which a class or function is defined, whoever shows it: "keras.src.layers.core" is Keras's."""
    return (getattr(thing, "__module__", None) or "").partition(".")[0]


def owner(word: str, takers: dict[str, str]) -> dict:
    """Whose it is: of the one package that takes it, shared if both do."""
    packages = sorted(set(takers.values()))
    # First what is called so itself, then whatever takes it, short names before long ones.
    names = sorted(takers, key=lambda name: (plain(name.rpartition(".")[2]) != plain(word), len(name)))
    shown = {package: [name for name in names if takers[name] == package] for package in packages}
    return {
        "owner": "shared" if len(packages) > 1 else packages[0] if packages else "nobody",
        "keras": shown.get("keras", [])[:3],
        "tensorflow": shown.get("tensorflow", [])[:3],
    }
