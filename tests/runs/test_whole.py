"""A file that is replaced whole, or not at all."""

import pytest

from kvt.runs.whole import write_whole


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "status.json"
    path.write_text("old")
    write_whole(path, "new")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("status.json", "new")]


def test_a_full_disk_leaves_what_was_there_and_no_draft(tmp_path, monkeypatch):
    path = tmp_path / "status.json"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("status.json", "old")]
