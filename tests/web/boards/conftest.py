"""Runs with records for TensorBoard, written without TensorFlow."""

import pytest

from kvt.runs.store import Store
from kvt.web import boards  # noqa: F401 - before TensorBoard, so that it does without TensorFlow

ROUTES = ("keras_fit", "tape_graph")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "runs")


@pytest.fixture
def logged(store, spec):
    """logged("w", {"loss": [1.0, 0.5]}): one race of two routes in a workspace, both with these scalars."""

    def make(workspace: str, scalars: dict[str, list[float]], race: str = "race-1"):
        made = []
        for position, route in enumerate(ROUTES):
            run = store.create(
                spec(route=route), "", workspace=workspace, page="differences", race=race, position=position
            )
            write(run, scalars)
            made.append(run)
        return made

    return make


def write(run, scalars):
    """Add a file of records to a run, each value at its place's number, from 1."""
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.record_writer import RecordWriter

    folder = run.folder / "tb"
    folder.mkdir(exist_ok=True)
    with (folder / f"events.out.tfevents.{len(list(folder.iterdir()))}").open("wb") as file:
        records = RecordWriter(file)
        records.write(Event(wall_time=1.0, file_version="brain.Event:2").SerializeToString())
        for tag, values in scalars.items():
            for step, value in enumerate(values, 1):
                summary = Summary(value=[Summary.Value(tag=tag, simple_value=value)])
                records.write(Event(wall_time=1.0 + step, step=step, summary=summary).SerializeToString())


@pytest.fixture(name="write")
def _write():
    """write(run, {"loss": [0.25]}): more records, in a file of their own."""
    return write
