"""Zips of runs: there and back again, and those that mean harm. Where one is refused nothing is left."""

import io
import json
import stat
import struct
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvt.errors import RunError
from kvt.runs import inspection, intake, records
from kvt.runs.archive import stream
from kvt.runs.intake import take_in
from kvt.runs.notes import Notes
from kvt.runs.store import Store
from kvt.spec import parse
from kvt.spec.start import Start

ROOM = 10**9


def packed(*runs):
    return io.BytesIO(b"".join(stream(runs)))


def unpacked(*runs):
    """The files of a zip of `runs`, to be changed and zipped again."""
    with zipfile.ZipFile(packed(*runs)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def zipped(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return io.BytesIO(target.getvalue())


@pytest.fixture
def other(tmp_path):
    """A store on another machine."""
    return Store(tmp_path / "other")


def left(store):
    return sorted(path.name for folder in store.root.glob("*") if folder.is_dir() for path in folder.iterdir())


def test_runs_come_back_as_they_were(other, complete):
    runs = [complete(page="cnn", race="r", position=place) for place in range(2)]
    Notes(tags=("good",), note="Look.", pinned=True).write(runs[0].notes_path)
    taken = take_in(other, packed(*runs), workspace="theirs", room=ROOM)
    assert taken.refused == []
    for before, after in zip(runs, taken.runs, strict=True):
        for name in ("spec.json", "train.py", "events.jsonl", "weights.npz", "log.txt"):
            assert (after.folder / name).read_bytes() == (before.folder / name).read_bytes()
        assert (after.folder / "tb").is_dir()
        assert after.notes == before.notes.but(pinned=False)
        assert after.about.created == before.about.created
        assert (after.about.page, after.about.position) == ("cnn", before.about.position)
    assert set(other.list("theirs")) == set(taken.runs)


def test_they_have_new_ids_a_new_race_and_the_workspace_of_who_brought_them(store, complete):
    runs = [complete(race="r"), complete(race="r"), complete(race="s")]
    taken = take_in(store, packed(*runs), workspace="theirs", room=ROOM)
    found = [run.about for run in taken.runs]
    assert not {about.id for about in found} & {run.id for run in runs}
    assert found[0].race == found[1].race != found[2].race
    assert not {about.race for about in found} & {"r", "s"}
    assert {about.workspace for about in found} == {"theirs"}
    assert all(about.imported for about in found)
    assert store.of_page("theirs", "") == []


@pytest.mark.parametrize("state", ["queued", "running"])
def test_what_still_went_on_is_lost_and_no_process_is_taken_for_it(other, complete, state):
    run = complete()
    run.status.but(state=state, pid=1, pid_started=1.0).write(run.status_path)
    (came,) = take_in(other, packed(run), workspace="mine", room=ROOM).runs
    assert came.status.state == "lost" and "taken along" in came.status.reason
    assert (came.status.pid, came.status.pid_started) == (None, None)


def test_a_damaged_run_is_left_out_alone(other, complete):
    good, bad = complete(), complete()
    (bad.folder / "spec.json").write_text("{}}")
    taken = take_in(other, packed(good, bad), workspace="mine", room=ROOM)
    assert [run.about.created for run in taken.runs] == [good.about.created]
    assert taken.refused == [f"kvt-{bad.id}: spec.json is damaged, or of another version of kvt."]
    assert left(other) == [taken.runs[0].id]


CHANGES = {
    "spec.json": ["", "{", '{"dataset": {"kind": "atlantis"}}', '{"training": {"epochs": -1}}', "[" * 100_000],
    "about.json": [
        "", "{", '{"id": "x"}',
        '{"id": "x", "workspace": "w", "created": NaN}', '{"id": "x", "workspace": "w", "created": 1e300}',
        '{"id": "x", "workspace": "w", "created": 1, "page": "../../etc"}',
        '{"id": "x", "workspace": "w", "created": 1, "page": "https://evil"}',
        '{"id": "x", "workspace": "w", "created": 1, "position": -5}',
    ],
    "status.json": ["", "{", '{"state": "dancing"}', '{"state": "completed", "started": Infinity}',
                    '{"state": "completed", "ended": -1}', json.dumps({"state": "failed", "reason": "x" * 5000})],
    "notes.json": ["{", json.dumps({"note": "x" * 5000}), json.dumps({"tags": ["x" * 99]})],
    "train.py": [b"\xff\xfe", "x = 1\n" * 20_000],
    "weights.npz": [b"", b"PK", b"\x93NUMPY"],
    "events.jsonl": [
        '{"kind": "start", "time": 1, "epochs": 1000000000, "steps_per_epoch": 1, "metric": "mae"}\n',
        '{"kind": "start", "time": 1, "epochs": 1, "steps_per_epoch": 0, "metric": "mae"}\n',
        '{"kind": "start", "time": 1, "epochs": 1, "steps_per_epoch": 1, "metric": "<script>"}\n',
        '{"kind": "start", "time": 1, "epochs": "1", "steps_per_epoch": 1, "metric": "mae"}\n',
        '{"kind": "epochs", "first": 1, "count": 1000000000000}\n',
        '{"kind": "steps", "first": 1, "count": 1, "loss": "AACAPw==", "accuracy": "AACAPw=="}\n',
        '{"kind": "boundary", "step": 1, "low": [0, 0], "high": [1, 1], "size": 100000, "values": ""}\n',
        '{"kind": "points", "features": 0, "x": "", "y": ""}\n',
        '{"kind": "end", "time": 1, "reason": "completed", "steps": 1, "epochs": 1, "training_seconds": "soon"}\n',
        '{"kind": "end", "time": 1}\n',
        '{"kind": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}\n",
        '{"kind": "a"}\n' * 100_001,
        '{"kind": "a", "x": [' + "[]," * 1_400_000 + "[]]}\n",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "content"), [(name, text) for name, texts in CHANGES.items() for text in texts])
def test_a_file_that_is_not_what_it_should_be_is_named_and_nothing_is_left(other, complete, name, content):
    run = complete()
    files = unpacked(run)
    files[f"kvt-{run.id}/{name}"] = content
    taken = take_in(other, zipped(files), workspace="mine", room=ROOM)
    assert taken.runs == []
    assert len(taken.refused) == 1 and name in taken.refused[0]
    assert left(other) == []


@pytest.mark.parametrize(
    ("name", "module", "bound"),
    [
        ("events.jsonl", inspection, "EVENTS"),
        ("tb/events.out.tfevents.1", records, "SIZE"),
        ("tb/a/b", records, "SIZE"),
    ],
)
def test_what_the_server_reads_whole_is_bounded(other, complete, name, module, bound, monkeypatch):
    run = complete()
    monkeypatch.setattr(module, bound, 50_000)
    files = unpacked(run) | {f"kvt-{run.id}/{name}": b"\n" * 50_001}
    taken = take_in(other, zipped(files), workspace="mine", room=ROOM)
    assert taken.refused == [f"kvt-{run.id}: {name.partition('/')[0]} is larger than a run’s ever is."]


@pytest.mark.parametrize("name", ["spec.json", "about.json", "status.json", "train.py"])
def test_a_missing_file_is_named(other, complete, name):
    run = complete()
    files = unpacked(run)
    del files[f"kvt-{run.id}/{name}"]
    assert take_in(other, zipped(files), workspace="mine", room=ROOM).refused == [f"kvt-{run.id}: {name} is missing."]


def test_a_run_on_a_table_without_its_table_is_refused(other, complete, store):
    spec = parse({"dataset": "csv", "dataset.target": "y", "dataset.digest": "a" * 64}).spec
    run = store.create(spec, "", workspace="mine", files={"data.csv": b"x,y\n1,2\n"})
    (run.folder / "data.csv").unlink()
    assert "data.csv is missing" in take_in(other, packed(run), workspace="mine", room=ROOM).refused[0]


def test_a_run_that_goes_on_from_another_without_its_state_is_refused(other, store):
    spec = parse({}).spec.model_copy(update={"start": Start(epochs_done=3, run="earlier")})
    state = io.BytesIO()
    np.savez(state, np.ones(3, np.float32))
    run = store.create(spec, "", workspace="mine", files={"start.npz": state.getvalue()})
    (taken,) = take_in(other, packed(run), workspace="mine", room=ROOM).runs
    assert (taken.folder / "start.npz").read_bytes() == state.getvalue()
    (run.folder / "start.npz").unlink()
    assert "start.npz is missing" in take_in(other, packed(run), workspace="mine", room=ROOM).refused[0]


def test_arrays_larger_than_their_file_are_refused(other, complete):
    run = complete()
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }".ljust(117) + b"\n"
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    with zipfile.ZipFile(run.weights_path, "w") as archive:
        archive.writestr("arr_0.npy", array)
    assert "weights.npz" in take_in(other, packed(run), workspace="mine", room=ROOM).refused[0]


def test_arrays_that_would_have_to_be_unpickled_are_refused(other, complete):
    run = complete()
    np.savez(run.weights_path, np.array([{}], object))
    assert "weights.npz" in take_in(other, packed(run), workspace="mine", room=ROOM).refused[0]


HOSTILE = [
    "/etc/passwd", "../kvt-x/spec.json", "kvt-x/../../spec.json", "kvt-x/./spec.json", "kvt-x//spec.json",
    "kvt-x\\spec.json", "C:/spec.json", "kvt-x/tb/../spec.json", "spec.json", "kvt-x/evil.sh", "kvt-x/evil.py",
    "kvt-x/tb/.hidden", "kvt-x/.status.json.new", "kvt-x/tb/a/b/c/d/e/f/g", "kvt-x/other/spec.json", "..",
    ".new-x/spec.json", "kvt-x/images/a.png",
    "kvt-x/model.pkl", "kvt-x/sp\u00e9c.json", "kvt-x/spec.json\x00.py", "kvt-x/tb/" + "a" * 300,
    "a" * 99 + "/spec.json",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_path_that_kvt_does_not_write_is_refused_with_the_whole_zip(other, complete, name):
    files = unpacked(complete())
    hostile = zipped(files)
    with zipfile.ZipFile(hostile, "a") as archive:
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = entry.orig_filename = name
        archive.writestr(entry, b"{}")
    with pytest.raises(RunError, match="no file of a run"):
        take_in(other, hostile, workspace="mine", room=ROOM)
    assert left(other) == []


def with_entry(files, **fields):
    target = zipped(files)
    with zipfile.ZipFile(target, "a") as archive:
        entry = zipfile.ZipInfo("kvt-x/log.txt")
        for name, value in fields.items():
            setattr(entry, name, value)
        archive.writestr(entry, b"/etc/passwd")
    return target


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(other, complete, kind):
    hostile = with_entry(unpacked(complete()), external_attr=(kind | 0o777) << 16)
    with pytest.raises(RunError, match="no plain file"):
        take_in(other, hostile, workspace="mine", room=ROOM)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("again", ["spec.json", "SPEC.json"])
def test_a_name_that_comes_twice_is_refused(other, complete, again, monkeypatch):
    monkeypatch.setattr(intake, "OWN", __import__("re").compile(".*"))
    run = complete()
    hostile = zipped(unpacked(run))
    with zipfile.ZipFile(hostile, "a") as archive:
        archive.writestr(f"kvt-{run.id}/{again}", b"{}")
    with pytest.raises(RunError, match="twice"):
        take_in(other, hostile, workspace="mine", room=ROOM)


def test_a_bomb_is_refused_before_it_is_unpacked(other, complete):
    run = complete()
    files = unpacked(run) | {f"kvt-{run.id}/log.txt": bytes(30_000_000)}
    with pytest.raises(RunError, match="hundreds of times"):
        take_in(other, zipped(files), workspace="mine", room=ROOM)
    assert left(other) == []


def test_more_than_there_is_room_for_is_refused_with_both_figures(other, complete):
    run = complete()
    (run.folder / "model.keras").write_bytes(np.random.default_rng(0).bytes(3_000_000))
    with pytest.raises(RunError, match="need 3 MB, and 2 MB are free"):
        take_in(other, packed(run), workspace="mine", room=2_000_000)


def test_a_size_that_is_a_lie_is_found_out(other, complete):
    run = complete()
    data = bytearray(packed(run).getvalue())
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, 3)  # the first file's size, unpacked
    taken = take_in(other, io.BytesIO(data), workspace="mine", room=ROOM)
    assert taken.runs == [] and len(taken.refused) == 1
    assert left(other) == []


def test_too_many_files_or_runs_are_refused(other, complete, monkeypatch):
    monkeypatch.setattr(intake, "MOST_RUNS", 1)
    runs = complete(), complete()
    with pytest.raises(RunError, match="2 runs, more than kvt takes at once"):
        take_in(other, packed(*runs), workspace="mine", room=ROOM)
    monkeypatch.setattr(intake, "MOST_FILES", 3)
    with pytest.raises(RunError, match="files, more than kvt takes"):
        take_in(other, packed(*runs), workspace="mine", room=ROOM)


def test_an_encrypted_zip_is_refused(other, complete):
    data = bytearray(packed(complete()).getvalue())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(RunError, match="encrypted"):
        take_in(other, io.BytesIO(data), workspace="mine", room=ROOM)


@pytest.mark.parametrize("data", [b"", b"garbage", b"PK\x03\x04", zipped({}).getvalue()])
def test_what_is_no_zip_or_an_empty_one_is_refused(other, data):
    with pytest.raises(RunError, match=r"no zip|empty"):
        take_in(other, io.BytesIO(data), workspace="mine", room=ROOM)


def test_a_full_disk_leaves_nothing(other, complete, monkeypatch):
    source = packed(complete())

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kvt.runs.intake.Path.open", full)
    taken = take_in(other, source, workspace="mine", room=ROOM)
    assert "No space left on device" in taken.refused[0]
    assert left(other) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_zip_with_bytes_changed_is_taken_or_refused_and_never_half(complete, other, changes):
    if not hasattr(complete, "packed"):
        complete.packed = packed(complete()).getvalue()
    data = bytearray(complete.packed)
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    try:
        taken = take_in(other, io.BytesIO(data), workspace="mine", room=ROOM)
    except RunError:
        taken = None
    for run in taken.runs if taken else ():
        assert run.history() and run.about.imported
        other.discard(run)
    assert left(other) == []
