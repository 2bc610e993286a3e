import io
import zipfile

import pytest

from kvt.runs.store import Store
from kvt.views.boards import logs


@pytest.fixture
def race(tmp_path, spec):
    store = Store(tmp_path)
    runs = [store.create(spec(route=route), "", workspace="w", race="r") for route in ("keras_fit", "tape_graph")]
    for run in runs:
        (run.folder / "tb").mkdir()
        (run.folder / "tb" / "events.out.tfevents.1").write_bytes(run.id.encode())
    return runs


def test_logs_have_a_folder_a_run_named_as_on_the_page(race):
    found = zipfile.ZipFile(io.BytesIO(logs(race)))

    assert found.namelist() == [
        "tensorboard-logs/1 Keras fit/events.out.tfevents.1",
        "tensorboard-logs/2 Tape, tf.function/events.out.tfevents.1",
    ]
    assert found.read(found.namelist()[1]) == race[1].id.encode()


def test_logs_hold_nothing_that_a_link_leads_to(race, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (race[0].folder / "tb" / "events.out.tfevents.2").symlink_to(tmp_path / "secret")

    assert len(zipfile.ZipFile(io.BytesIO(logs(race))).namelist()) == 2


def test_whatever_a_run_is_called_its_folder_stays_inside_the_zip(race, monkeypatch):
    monkeypatch.setattr("kvt.views.boards.labels", lambda specs: ["../../a", 'c:\\b*"?'])

    names = zipfile.ZipFile(io.BytesIO(logs(race))).namelist()
    assert [name.split("/")[1] for name in names] == ["1 ..-..-a", "2 c-b-"]
    assert all(name.count("/") == 2 for name in names)
