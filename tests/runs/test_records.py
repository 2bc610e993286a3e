"""TensorBoard's records that somebody brings: those of a run pass, and none that would bring the server down."""

import struct

import pytest
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary

from kvt.errors import RunError
from kvt.runs.records import TAGS, check_records


def record(content, length=None):
    return struct.pack("<Q", len(content) if length is None else length) + bytes(4) + content + bytes(4)


def scalars(*tags):
    values = [Summary.Value(tag=tag, simple_value=1.0) for tag in tags]
    return record(Event(step=1, wall_time=1.0, summary=Summary(value=values)).SerializeToString())


def write(folder, *content):
    folder.mkdir(parents=True)
    (folder / "events.out.tfevents.1.x").write_bytes(b"".join(content))


def test_what_a_run_writes_passes_also_where_it_breaks_off(tmp_path):
    begun = record(Event(file_version="brain.Event:2").SerializeToString())
    write(tmp_path / "tb", begun, *[scalars("loss", "accuracy")] * 2000, scalars("loss")[:-9])
    check_records(tmp_path / "tb")


def test_what_tensorboard_does_not_read_is_none_of_them(tmp_path):
    write(tmp_path / "tb", scalars("loss"))
    (tmp_path / "tb" / "note.txt").write_bytes(b"\xff" * 100)
    check_records(tmp_path / "tb")


def test_a_run_without_records_passes(tmp_path):
    check_records(tmp_path / "tb")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ([record(b"", 2**62)], "damaged"),
        ([record(b"\xff" * 100)], "damaged"),
        ([scalars(f"curve {number}") for number in range(TAGS + 1)], "more curves"),
        ([scalars(*(f"curve {number}" for number in range(TAGS + 1)))], "more curves"),
    ],
    ids=["longer than any memory", "no record", "a curve a record", "many curves in one"],
)
def test_what_would_take_memory_without_measure_is_refused(tmp_path, content, words):
    write(tmp_path / "tb", scalars("loss"), *content)
    with pytest.raises(RunError, match=words):
        check_records(tmp_path / "tb")


def test_curves_are_counted_over_all_files(tmp_path):
    for half in range(2):
        write(tmp_path / "tb" / str(half), *(scalars(f"{half} {number}") for number in range(TAGS // 2 + 1)))
    with pytest.raises(RunError, match="more curves"):
        check_records(tmp_path / "tb")
