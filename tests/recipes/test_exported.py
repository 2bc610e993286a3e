"""Shown = run = exported: the script of a run, alone in an empty folder, gives the run's losses to the last bit."""

import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from kvt.runs.history import History
from kvt.runs.tail import follow
from kvt.script import notebook, script

pytestmark = pytest.mark.tensorflow

COVERING = [
    {"route": "keras_fit", "training__epochs": 2},
    {"route": "module_graph", "dataset": "digits", "training__epochs": 1, "model__dropout": 0.1},
    {"route": "epoch_graph_xla", "dataset": "breast_cancer", "training__epochs": 3},
    {"route": "tape_eager", "dataset": "wave", "training__epochs": 1, "training__validation_share": 0},
    {
        "route": "module_graph",
        "dataset": "digits",
        "dataset__pixels": 10,
        "model": "cnn",
        "model__filters": "4",
        "model__augmentation": 0.1,
        "training__epochs": 1,
    },
]


@pytest.mark.parametrize("fields", COVERING)
def test_the_exported_script_repeats_the_run(fields, spec, trained, tmp_path):
    wanted = spec(**fields)
    (run,) = trained(wanted)
    assert run.script_path.read_bytes() == script(wanted).encode()
    (tmp_path / "train.py").write_bytes(run.script_path.read_bytes())
    alone(tmp_path)
    events, _ = follow(tmp_path / "events.jsonl")
    again, first = History.fold(events), run.history()
    for name in ("steps", "loss", "metric", "val_loss", "val_metric"):
        np.testing.assert_array_equal(getattr(again, name), getattr(first, name), strict=True)
    with np.load(tmp_path / "weights.npz") as weights:
        for name, value in zip(weights.files, run.weights(), strict=True):
            np.testing.assert_array_equal(weights[name], value)


def test_the_notebooks_cells_run_one_after_the_other(spec, tmp_path):
    cells = json.loads(notebook(script(spec(route="tape_graph", training__epochs=1))))["cells"]
    code = "\n".join(f"exec({''.join(cell['source'])!r}, space)" for cell in cells)
    (tmp_path / "train.py").write_text(f"space = {{'__name__': '__main__'}}\n{code}\n", "utf-8")
    alone(tmp_path)
    assert (tmp_path / "model.keras").stat().st_size > 0


def test_the_saved_model_of_keras_and_of_tensorflow_can_be_loaded(spec, trained, tmp_path):
    fit, module = trained(spec(training__epochs=1), spec(route="module_graph", training__epochs=1))
    assert zipfile.is_zipfile(fit.folder / "model.keras")
    (tmp_path / "train.py").write_text(
        f"""
import keras, numpy as np, tensorflow as tf
x = np.ones([3, 2], "float32")
one = keras.saving.load_model({str(fit.folder / "model.keras")!r})(x).numpy()
loaded = tf.saved_model.load({str(module.folder / "model")!r})
(two,) = loaded.signatures["serving_default"](tf.constant(x)).values()
assert one.shape == (3, 1)
np.testing.assert_allclose(one, two.numpy(), atol=1e-5)
""",
        "utf-8",
    )
    alone(tmp_path)


def test_without_network_a_download_ends_in_a_sentence(spec, laboratory):
    wanted = spec(dataset="mnist", training__epochs=1)
    run = laboratory.submit(wanted, workspace="tests")
    assert laboratory.wait([run], timeout=120)
    assert run.status.state == "failed"
    assert "MNIST is not here yet and cannot be downloaded" in run.log()


def alone(folder):
    """Run train.py in `folder` with a fresh Python that finds nothing of kvt."""
    command = [sys.executable, "-I", "train.py"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240)
    assert result.returncode == 0, result.stderr[-2000:]
