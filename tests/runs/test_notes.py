"""Tags, a note and a pin, in a file of their own."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from kvt.runs.notes import MOST_TAGS, Notes


def test_what_is_written_is_read(tmp_path):
    notes = Notes(tags=("good", "seed 3"), note="Look at epoch 7.", pinned=True)
    notes.write(tmp_path / "notes.json")
    assert Notes.read(tmp_path / "notes.json") == notes
    assert [path.name for path in tmp_path.iterdir()] == ["notes.json"]


@pytest.mark.parametrize("text", [None, "", "{", '{"tags": "good"}', '{"pinned": []}', "\x00"])
def test_no_file_and_a_damaged_one_say_nothing(tmp_path, text):
    if text is not None:
        (tmp_path / "notes.json").write_text(text)
    assert Notes.read(tmp_path / "notes.json") == Notes()


def test_a_tag_stands_once_without_commas_and_spaces_around():
    assert Notes(tags=(" a ", "a", "b,c", "d  e")).tags == ("a", "b c", "d e")
    assert len(Notes(tags=tuple(map(str, range(50)))).tags) == MOST_TAGS


@pytest.mark.parametrize("changes", [{"tags": ("x" * 41,)}, {"note": "x" * 4001}, {"tags": ("",)}])
def test_what_is_too_long_or_empty_is_refused(changes):
    with pytest.raises(ValidationError):
        Notes().but(**changes)


def test_a_full_disk_leaves_the_old_notes(tmp_path, monkeypatch):
    path = tmp_path / "notes.json"
    Notes(note="old").write(path)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        Notes(note="new").write(path)
    assert Notes.read(path).note == "old"
