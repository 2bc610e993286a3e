"""Runs as one zip, in pieces."""

import io
import zipfile

import numpy as np

from kvt.runs import archive
from kvt.runs.archive import stream


def names(data):
    return {name.partition("/")[2] for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}


def test_every_file_of_every_run_is_in_a_folder_of_its_own(complete):
    runs = complete(), complete()
    with zipfile.ZipFile(io.BytesIO(b"".join(stream(runs)))) as file:
        assert file.testzip() is None
        for run in runs:
            for path in filter(lambda path: path.is_file(), run.folder.rglob("*")):
                name = f"kvt-{run.id}/{path.relative_to(run.folder).as_posix()}"
                assert file.read(name) == path.read_bytes()


def test_drafts_and_links_stay_behind(complete, tmp_path):
    run = complete()
    (run.folder / ".status.json.new").write_text("{")
    (run.folder / "tb" / "secret").symlink_to("/etc/passwd")
    data = b"".join(stream([run]))
    assert ".status.json.new" not in names(data) and "tb/secret" not in names(data)


def test_a_large_file_passes_through_in_small_pieces(complete):
    run = complete()
    size = 20 * archive.PIECE
    (run.folder / "model.keras").write_bytes(np.random.default_rng(0).bytes(size))
    pieces = [len(piece) for piece in stream([run])]
    assert sum(pieces) > size
    assert max(pieces) < 2 * archive.PIECE


def test_a_run_that_is_gone_by_then_is_left_out(complete, store):
    gone, kept = complete(), complete()
    store.discard(gone)
    assert {name.split("/")[0] for name in zipfile.ZipFile(io.BytesIO(b"".join(stream([gone, kept])))).namelist()} == {
        f"kvt-{kept.id}"
    }
