"""What is downloaded is what ran: to the byte as text, to the last bit as losses."""

import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from kvt.runs.history import History
from kvt.runs.tail import follow

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

RACE = "/differences?dataset.samples=200&training.epochs=3&routes=tape_graph,module_graph"
COLUMNS = ("steps", "loss", "metric", "epochs", "val_loss", "val_metric")


def download(tab, label):
    """The suggested name and the bytes behind one of the buttons under Take along."""
    with tab.page.expect_download() as started:
        tab.page.get_by_role("button", name=label, exact=True).click()
    return started.value.suggested_filename, started.value.path().read_bytes()


def choose(tab, title):
    tab.widget("/take").get_by_text(title, exact=True).click()
    tab.settle()


def test_everything_can_be_taken_along_and_the_script_gives_the_same_losses(visit, tmp_path):
    raced = visit(RACE)
    raced.race()
    choose(raced, "Tape, tf.function")
    (run,) = [run for run in raced.runs if run.spec.route.kind == "tape_graph"]
    name, script = download(raced, "train.py")
    assert name == "train-tape_graph.py"
    assert script == run.script_path.read_bytes()

    name, notebook = download(raced, "Notebook")
    assert name.endswith(".ipynb")
    assert json.loads(notebook)["nbformat"] == 4

    name, model = download(raced, "Trained model")
    assert name.endswith(".keras")
    assert "config.json" in zipfile.ZipFile(io.BytesIO(model)).namelist()

    _, whole = download(raced, "Whole run")
    with zipfile.ZipFile(io.BytesIO(whole)) as files:
        files.extractall(tmp_path / "run")
    (taken,) = [path.parent for path in (tmp_path / "run").rglob("events.jsonl")]
    assert (taken / "train.py").read_bytes() == script

    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "train.py").write_bytes(script)
    result = subprocess.run([sys.executable, "-I", "train.py"], cwd=alone, capture_output=True, text=True, timeout=240)
    assert result.returncode == 0, result.stderr[-2000:]
    first, again = (History.fold(follow(folder / "events.jsonl")[0]) for folder in (taken, alone))
    assert first.steps_done == 15
    for column in COLUMNS:
        np.testing.assert_array_equal(getattr(again, column), getattr(first, column), strict=True)


def test_what_is_taken_along_before_a_race_is_what_will_run_and_a_model_without_keras_is_a_folder(visit):
    tab = visit(RACE)
    choose(tab, "TensorFlow alone")
    _, before = download(tab, "train.py")
    tab.race()
    choose(tab, "TensorFlow alone")
    assert download(tab, "train.py") == ("train-module_graph.py", before)
    name, model = download(tab, "Trained model")
    assert name == "model-module_graph.zip"
    assert "model/saved_model.pb" in zipfile.ZipFile(io.BytesIO(model)).namelist()
