"""One Keras model on every backend that is installed.

Keras reads KERAS_BACKEND once, when it is imported, so each has a process of its own.
"""

import importlib.metadata
import importlib.util
import inspect
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Those of the years before Keras 3, to hear what Keras says when asked for them.
FORMER = ("theano", "cntk")


def findings() -> Iterator[dict]:
    names = known()
    yield {"name": "known", "backends": names, "keras": version()}
    for name in names:
        if importlib.util.find_spec(name) is None:
            yield {"name": "backend", "backend": name, "installed": False, "trains": False, "said": "not installed"}
        else:
            yield {"name": "backend", "backend": name, "installed": True, **ask(name)}
    for name in FORMER:
        yield {"name": "former", "backend": name, **ask(name)}


def known() -> list[str]:
    """The backends that the installed Keras has code for: the packages in its folder of backends."""
    folder = Path(importlib.util.find_spec("keras").origin).parent / "src" / "backend"
    parts = [part.name for part in pkgutil.iter_modules([str(folder)]) if part.ispkg]
    return [name for name in parts if name not in ("common", "tests")]


def version() -> str:
    return importlib.metadata.version("keras")


def ask(backend: str) -> dict:
    """Train in a process that has this backend; what it found, or the last line of what it said."""
    child = subprocess.run(
        [sys.executable, "-c", inspect.getsource(train_small) + "\ntrain_small()"],
        env={**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "2"},
        capture_output=True,
        text=True,
    )
    said = (child.stdout if child.returncode == 0 else child.stderr).strip().splitlines() or [""]
    if child.returncode:
        return {"trains": False, "said": said[-1]}
    return {"trains": True, "said": "", **json.loads(said[-1])}


def train_small() -> None:
    """A small model, the same data and first weights on every backend; prints its losses and the seconds they took."""
    import json
    import time

    import keras
    import numpy as np

    rng = np.random.default_rng(0)
    x = rng.normal(size=(512, 16)).astype("float32")
    y = (x[:, :4].sum(axis=1, keepdims=True) > 0).astype("float32")
    weights = [rng.normal(0, 0.3, shape) for shape in ((16, 16), (16,), (16, 1), (1,))]
    model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(16, activation="tanh"), keras.layers.Dense(1)])
    model.set_weights(weights)
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    began = time.perf_counter()
    losses = model.fit(x, y, batch_size=32, epochs=5, shuffle=False, verbose=0).history["loss"]
    seconds = time.perf_counter() - began
    print(json.dumps({"backend": keras.backend.backend(), "losses": losses, "seconds": seconds}))
