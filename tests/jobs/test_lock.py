"""One server to a folder."""

import subprocess
import sys

import pytest

from kvt.errors import JobError
from kvt.jobs.lock import Lock

HOLD = """
import sys
from pathlib import Path
from kvt.jobs.lock import Lock

lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
input()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock at `tmp_path / "lock"`."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def test_a_second_server_is_refused_with_a_sentence(holder, tmp_path):
    with pytest.raises(JobError, match=r"Another kvt server uses .*KVT_HOME"):
        Lock(tmp_path / "lock")


def test_the_lock_of_a_killed_server_does_not_block(holder, tmp_path):
    holder.kill()
    holder.wait()
    Lock(tmp_path / "lock").release()


def test_a_released_lock_can_be_taken_again(tmp_path):
    Lock(tmp_path / "lock").release()
    Lock(tmp_path / "lock").release()


def test_a_folder_that_cannot_be_made_is_an_error_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JobError, match="set KVT_HOME"):
        Lock(tmp_path / "file" / "lock")
