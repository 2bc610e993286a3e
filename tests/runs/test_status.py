"""status.json: what a run is doing, whole at any time."""

import pytest

from kvt.runs.status import Status


def test_a_status_comes_back_as_it_was_written(tmp_path):
    status = Status(
        state="killed", reason="It ran too long.", started=1.5, pid=42, exit_code=-9, peak_memory=7, fresh=True
    )
    status.write(tmp_path / "status.json")
    assert Status.read(tmp_path / "status.json") == status


def test_writing_leaves_no_draft_behind(tmp_path):
    Status(state="queued").write(tmp_path / "status.json")
    Status(state="running").write(tmp_path / "status.json")
    assert [path.name for path in tmp_path.iterdir()] == ["status.json"]


def test_a_full_disk_leaves_the_old_status_whole_and_no_draft(tmp_path, monkeypatch):
    path = tmp_path / "status.json"
    Status(state="queued").write(path)

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        Status(state="running").write(path)
    assert Status.read(path).state == "queued"
    assert [path.name for path in tmp_path.iterdir()] == ["status.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "asleep"}', '{"state": "running", "pid": "many"}'])
def test_a_damaged_file_is_a_lost_run_that_says_what_to_do(tmp_path, text):
    (tmp_path / "status.json").write_text(text)
    status = Status.read(tmp_path / "status.json")
    assert status.state == "lost"
    assert "run it again" in status.reason


def test_a_missing_file_is_a_lost_run(tmp_path):
    assert Status.read(tmp_path / "status.json").state == "lost"


def test_fields_of_a_later_version_are_passed_over(tmp_path):
    (tmp_path / "status.json").write_text('{"state": "completed", "mood": "good"}')
    assert Status.read(tmp_path / "status.json") == Status(state="completed")


@pytest.mark.parametrize("state", ["queued", "running"])
def test_more_is_to_come_of_what_waits_or_runs(state):
    assert Status(state=state).active


@pytest.mark.parametrize("state", ["completed", "stopped", "failed", "killed", "lost"])
def test_nothing_is_to_come_of_what_has_ended(state):
    assert not Status(state=state).active


def test_changes_are_validated():
    with pytest.raises(ValueError, match="state"):
        Status(state="queued").but(state="asleep")
