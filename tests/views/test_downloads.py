import io
import zipfile

import pytest

from kvt.runs.store import Store
from kvt.views.downloads import archive, model


@pytest.fixture
def run(tmp_path, spec):
    return Store(tmp_path).create(spec(), "print()\n", workspace="w")


def test_a_keras_model_is_handed_on_as_it_is(run):
    (run.folder / "model.keras").write_bytes(b"keras")
    assert model(run) == b"keras"


def test_a_saved_model_is_zipped_with_its_folder(run):
    (run.folder / "model" / "variables").mkdir(parents=True)
    (run.folder / "model" / "saved_model.pb").write_bytes(b"graph")
    (run.folder / "model" / "variables" / "variables.index").write_bytes(b"index")
    names = zipfile.ZipFile(io.BytesIO(model(run))).namelist()
    assert names == ["model/saved_model.pb", "model/variables/variables.index"]


def test_a_whole_run_holds_the_script_that_ran(run):
    found = zipfile.ZipFile(io.BytesIO(archive(run)))
    assert found.read(f"kvt-{run.id}/train.py") == b"print()\n"
