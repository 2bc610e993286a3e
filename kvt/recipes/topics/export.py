"""One trained network in the formats of servers, phones and browsers: written, read back, and compared."""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from kvt.recipes.networks.exported import trained
from kvt.recipes.networks.images import images
from kvt.recipes.networks.trying import what_it_says

Answer = Callable[[np.ndarray], np.ndarray]  # images float32 [batch, 8, 8, 1] -> logits float32 [batch, 10]


def keras_file(model: keras.Model, path: str) -> Answer:
    model.save(path)
    return keras.saving.load_model(path).predict_on_batch


def saved_model(model: keras.Model, path: str) -> Answer:
    model.export(path, format="tf_saved_model", verbose=False)
    loaded = tf.saved_model.load(path)
    return lambda x: loaded.serve(x).numpy()


def litert(model: keras.Model, path: str) -> Answer:
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    Path(path).write_bytes(converter.convert())
    return interpreter(path)


def litert_small(model: keras.Model, path: str) -> Answer:
    """Weights of eight bits, a quarter of the size; what is computed with them stays float32."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    Path(path).write_bytes(converter.convert())
    return interpreter(path)


def interpreter(path: str) -> Answer:
    loaded = tf.lite.Interpreter(model_path=path)
    run = loaded.get_signature_runner()
    (given,), (wanted,) = run.get_input_details(), run.get_output_details()
    return lambda x: run(**{given: x})[wanted]


def onnx(model: keras.Model, path: str) -> Answer:
    import onnxruntime  # no part of TensorFlow: only who has it gets here

    model.export(path, format="onnx", verbose=False)
    session = onnxruntime.InferenceSession(path)
    name = session.get_inputs()[0].name
    return lambda x: session.run(None, {name: x})[0]


# Format, file or folder, how it is written and read, and the packages that it needs beside TensorFlow.
FORMATS = (
    (".keras", "model.keras", keras_file, ()),
    ("SavedModel", "saved_model", saved_model, ()),
    ("LiteRT", "model.tflite", litert, ()),
    ("LiteRT, 8 bits", "model-8-bits.tflite", litert_small, ()),
    ("ONNX", "model.onnx", onnx, ("onnx", "tf2onnx", "onnxruntime")),
)
CONVERTER = ("tensorflowjs",)


def findings() -> Iterator[dict]:
    data = images()
    model = trained(data)
    held_out = data.x_held_out.astype("float32")
    expected = model.predict_on_batch(held_out)
    yield {
        "name": "model",
        "accuracy": float(np.mean(expected.argmax(axis=1) == data.y_held_out)),
        "images": len(held_out),
        "parameters": model.count_params(),
        "seconds": per_call(model.predict_on_batch, held_out),
    }
    for name, path, write_and_read, needed in FORMATS:
        found = {"name": "format", "format": name, "file": path, "missing": missing(needed), "error": ""}
        if not found["missing"]:
            found |= attempt(write_and_read, model, path, held_out, expected)
        yield found
    yield browser()


def missing(needed: tuple[str, ...]) -> list[str]:
    return [package for package in needed if importlib.util.find_spec(package) is None]


def attempt(
    write_and_read: Callable, model: keras.Model, path: str, held_out: np.ndarray, expected: np.ndarray
) -> dict:
    """What came of one format; its error if it is refused."""
    found = {}

    def compare() -> None:
        started = time.perf_counter()
        answer = write_and_read(model, path)
        found["writing_seconds"] = time.perf_counter() - started
        outputs = np.concatenate([answer(image[np.newaxis]) for image in held_out])
        found["bytes"] = size(Path(path))
        found["apart"] = float(np.max(np.abs(outputs - expected)))
        found["agree"] = float(np.mean(outputs.argmax(axis=1) == expected.argmax(axis=1)))
        found["seconds"] = per_call(answer, held_out)

    error = what_it_says(compare)
    return {"error": error} if error else found


def size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    files = [path, *path.rglob("*")] if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def per_call(answer: Answer, held_out: np.ndarray) -> float:
    """Seconds that one image takes, the median of a hundred calls."""
    seconds = []
    for image in held_out[:100]:
        started = time.perf_counter()
        answer(image[np.newaxis])
        seconds.append(time.perf_counter() - started)
    return float(np.median(seconds))


def browser() -> dict:
    """TensorFlow.js reads what its converter makes of the SavedModel: asked in a process of its own, if it is there."""
    found = {"name": "browser", "missing": missing(CONVERTER), "keras": keras.__version__, "error": ""}
    if not found["missing"]:
        command = [sys.executable, "-m", "tensorflowjs.converters.converter", "--input_format=tf_saved_model"]
        said = subprocess.run([*command, "saved_model", "web_model"], capture_output=True, text=True)
        if said.returncode or not Path("web_model/model.json").exists():
            found["error"] = (said.stderr.strip().splitlines() or ["It made no model."])[-1]
        else:
            found["bytes"] = size(Path("web_model"))
    return found
