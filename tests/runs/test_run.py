"""A run's folder, read through Run."""

import io
import zipfile

import numpy as np
import pytest

from kvt.errors import RunError
from kvt.runs.run import Run
from kvt.runs.store import Store
from kvt.spec import Spec, parse


@pytest.fixture
def run(tmp_path):
    return Store(tmp_path).create(Spec(), "print('hello')\n", workspace="mine", page="differences")


def test_the_spec_comes_back_equal(tmp_path):
    spec = parse({"training.epochs": "3", "route": "tape_graph"}, Spec()).spec
    assert Store(tmp_path).create(spec, "", workspace="mine").spec == spec


def test_the_script_is_the_file_byte_for_byte(run):
    assert run.script_path.read_bytes() == b"print('hello')\n"
    assert run.script == "print('hello')\n"


def test_a_run_knows_where_it_came_from(run):
    assert (run.about.id, run.about.workspace, run.about.page) == (run.id, "mine", "differences")


def test_two_views_of_one_folder_are_equal(run):
    assert Run(run.folder) == run


def test_a_spec_of_another_version_is_an_error_with_a_way_out(run):
    run.spec_path.write_text('{"planet": "Mars"}')
    with pytest.raises(RunError, match=r"spec\.json is damaged.*run it again"):
        _ = Run(run.folder).spec


def test_a_script_that_is_gone_is_an_error_with_a_way_out(run):
    run.script_path.unlink()
    with pytest.raises(RunError, match=r"train\.py is no longer there"):
        _ = Run(run.folder).script


def test_before_the_first_event_history_log_weights_and_end_are_empty(run):
    assert run.history().start is None
    assert run.log() == ""
    assert run.weights() == []
    assert run.end() is None


def test_weights_come_in_the_order_they_were_saved(run):
    saved = [np.full((2, 3), index, dtype=np.float32) for index in range(12)]
    np.savez(run.weights_path, *saved)
    assert [int(weight[0, 0]) for weight in run.weights()] == list(range(12))


@pytest.mark.parametrize("size", [0, 3, 500])
def test_half_written_weights_are_none(run, size):
    np.savez(run.weights_path, np.zeros(1000))
    run.weights_path.write_bytes(run.weights_path.read_bytes()[:size])
    assert run.weights() == []


def test_the_end_is_the_last_line_if_it_is_an_end(run):
    run.events_path.write_text('{"kind":"start"}\n{"kind":"end","reason":"completed"}\n')
    assert run.end() == {"kind": "end", "reason": "completed"}


@pytest.mark.parametrize(
    "tail", ['{"kind":"steps"}\n', '{"kind":"en', '{"kind":"end"}\n{"kind":"nan"}\n', "[1]\n", "\xff\n"]
)
def test_any_other_last_line_is_no_end(run, tail):
    run.events_path.write_text('{"kind":"start"}\n' + tail, encoding="latin-1")
    assert run.end() is None


def test_the_end_is_found_behind_a_long_file(run):
    run.events_path.write_text('{"kind":"steps","loss":"' + "A" * 100_000 + '"}\n{"kind":"end","reason":"nan"}\n')
    assert run.end()["reason"] == "nan"


def test_the_log_gives_its_last_lines_whatever_bytes_they_are(run):
    run.log_path.write_bytes(b"one\ntwo\n\xff three\n")
    assert run.log(lines=2) == "two\n\ufffd three"


def test_the_zip_holds_the_folder_and_runs_elsewhere(run):
    (run.folder / "tb").mkdir()
    (run.folder / "tb" / "scalars").write_text("42")
    target = io.BytesIO()
    run.zip(target)
    with zipfile.ZipFile(target) as archive:
        assert {"train.py", "spec.json", "about.json", "status.json", "tb/scalars"} == {
            name.removeprefix(f"kvt-{run.id}/") for name in archive.namelist()
        }
        assert archive.read(f"kvt-{run.id}/train.py") == b"print('hello')\n"


def test_the_zip_never_follows_a_link_out_of_the_folder(run, tmp_path):
    (tmp_path / "secret").write_text("key")
    (run.folder / "link").symlink_to(tmp_path / "secret")
    target = io.BytesIO()
    run.zip(target)
    with zipfile.ZipFile(target) as archive:
        assert not [name for name in archive.namelist() if "link" in name]


def test_size_counts_every_file(run):
    before = run.size()
    (run.folder / "tb").mkdir()
    (run.folder / "tb" / "scalars").write_bytes(bytes(1000))
    assert run.size() == before + 1000


@pytest.mark.parametrize("size", [0, 40, 200, 900])
def test_half_written_images_are_none(run, size):
    assert run.images() == {}
    np.savez_compressed(run.images_path, places=np.arange(3), images=np.random.default_rng(0).random((3, 8, 8, 1)))
    assert run.images()["places"].tolist() == [0, 1, 2]
    run.images_path.write_bytes(run.images_path.read_bytes()[:size])
    assert run.images() == {}
