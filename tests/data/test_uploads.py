"""What is kept of an upload, and who finds it again."""

import hashlib
import os

import pytest

from kvt.data import uploads
from kvt.errors import DataError

TABLE = "\n".join(["a;b", *[f"{n},50;x" if n % 2 else f" {n} ;  y\u00a0z" for n in range(20)]]).encode("utf-16")


def test_what_is_kept_is_plain_and_named_by_its_digest(tmp_path):
    digest = uploads.save(tmp_path, "visitor", TABLE)
    content = uploads.path(tmp_path, "visitor", digest).read_bytes()
    assert content.startswith(b"a,b\n0,y z\n1.5,x\n2,y z\n")
    assert hashlib.sha256(content).hexdigest() == digest


def test_the_same_table_in_another_spelling_is_kept_once(tmp_path):
    again = "\r\n".join(["a,b", *[f"{n}.5,x" if n % 2 else f"{n}.0,y z" for n in range(20)]]).encode()
    assert uploads.save(tmp_path, "visitor", TABLE) == uploads.save(tmp_path, "visitor", again)
    assert [path.suffix for path in (tmp_path / "visitor").iterdir()] == [".csv"]


def test_the_oldest_tables_of_a_workspace_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "KEPT", 2)
    digests = []
    for number in range(3):
        text = "\n".join(["a,b", *[f"{n},{n + number}" for n in range(20)]])
        digests.append(uploads.save(tmp_path, "visitor", text.encode()))
        os.utime(uploads.path(tmp_path, "visitor", digests[-1]), ns=(number, number))
    with pytest.raises(DataError, match="not here any more"):
        uploads.path(tmp_path, "visitor", digests[0])
    assert uploads.path(tmp_path, "visitor", digests[2]).is_file()


def test_an_upload_is_nobody_elses(tmp_path):
    digest = uploads.save(tmp_path, "visitor", TABLE)
    with pytest.raises(DataError, match="Upload it again"):
        uploads.path(tmp_path, "another", digest)


@pytest.mark.parametrize(
    ("workspace", "digest"), [("../x", "0" * 64), ("visitor", "../../etc/passwd"), ("a/b", "0" * 64)]
)
def test_a_crafted_name_reaches_no_other_file(tmp_path, workspace, digest):
    with pytest.raises(DataError, match="no such uploaded file"):
        uploads.path(tmp_path, workspace, digest)


def test_a_disk_without_room_is_told_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.os, "replace", full)
    with pytest.raises(DataError, match=r"No space left on device\. Make room"):
        uploads.save(tmp_path, "visitor", TABLE)
    assert list((tmp_path / "visitor").iterdir()) == []


def test_a_table_that_is_refused_is_not_kept(tmp_path):
    with pytest.raises(DataError):
        uploads.save(tmp_path, "visitor", b"a,b\n1,2\n")
    assert not (tmp_path / "visitor").exists()
