"""Runs on the disk: made whole or not at all, found by id, listed, tidied."""

import itertools
from pathlib import Path

import pytest

from kvt.errors import RunError
from kvt.runs.status import Status
from kvt.runs.store import Store, home
from kvt.spec import Spec, parse


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "runs")


@pytest.fixture
def make(store):
    """make("mine", page="home", state="completed", size=0): a run that was created a second after the one before."""
    seconds = itertools.count(1000)

    def make(workspace="mine", state="completed", size=0, **about):
        run = store.create(Spec(), "", workspace=workspace, now=float(next(seconds)), **about)
        Status(state=state).write(run.status_path)
        run.log_path.write_bytes(bytes(size))
        return run

    return make


def test_a_new_run_is_queued_and_complete(store):
    run = store.create(Spec(), "pass\n", workspace="mine", now=5.0)
    assert run.status == Status(state="queued", queued=5.0)
    assert {path.name for path in run.folder.iterdir()} == {"spec.json", "about.json", "train.py", "status.json"}


def test_ids_are_long_and_differ(make):
    ids = {make().id for _ in range(20)}
    assert len(ids) == 20
    assert {len(id) for id in ids} == {16}


def test_a_lone_run_is_a_race_of_its_own(make):
    run = make()
    assert run.about.race == run.id


@pytest.mark.parametrize("name", ["train.py", "about.json", "spec.json"])
def test_a_full_disk_leaves_nothing_half_made(store, monkeypatch, name):
    write = Path.write_text

    def full(path, *args, **kwargs):
        if path.name == name:
            raise OSError(28, "No space left on device")
        return write(path, *args, **kwargs)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(RunError, match=r"No space left on device.*free space"):
        store.create(Spec(), "pass\n", workspace="mine")
    assert list((store.root / "mine").iterdir()) == []


def test_a_root_that_is_a_file_is_an_error_in_a_sentence(tmp_path):
    (tmp_path / "runs").write_text("")
    with pytest.raises(RunError, match="could not be written"):
        Store(tmp_path / "runs").create(Spec(), "", workspace="mine")


@pytest.mark.parametrize("workspace", ["", "..", "a/b", ".hidden", "x" * 65, "a\0b"])
def test_a_workspace_that_is_no_folder_name_is_refused(store, workspace):
    with pytest.raises(RunError, match="workspace"):
        store.create(Spec(), "", workspace=workspace)


def csv():
    return parse({"dataset": "csv", "dataset.target": "y", "dataset.digest": "a" * 64}, Spec()).spec


@pytest.mark.parametrize("as_file", [False, True])
def test_the_csv_lies_beside_the_script(store, tmp_path, as_file):
    (tmp_path / "upload").write_bytes(b"x,y\n1,2\n")
    run = store.create(
        csv(), "", workspace="mine", files={"data.csv": tmp_path / "upload" if as_file else b"x,y\n1,2\n"}
    )
    assert (run.folder / "data.csv").read_bytes() == b"x,y\n1,2\n"


def test_a_csv_spec_without_its_file_is_refused(store):
    with pytest.raises(RunError, match="upload it again"):
        store.create(csv(), "", workspace="mine")


def test_a_run_is_found_by_its_id_whosever_it_is(store, make):
    run = make("somebody")
    assert store.get(run.id) == run
    assert Store(store.root).get(run.id) == run


@pytest.mark.parametrize("id", ["", "nobody", "..", "../mine", "mine/x", "a\0b", ".new-x", "x" * 5000])
def test_an_unknown_or_crafted_id_is_an_error_in_a_sentence(store, make, id):
    make()
    with pytest.raises(RunError, match="no such run"):
        store.get(id)


def test_a_deleted_run_is_unknown(store, make):
    run = make()
    store.delete(run)
    assert not run.folder.exists()
    with pytest.raises(RunError, match="no such run"):
        store.get(run.id)


@pytest.mark.parametrize("state", ["queued", "running"])
def test_what_goes_on_is_not_deleted(store, make, state):
    run = make(state=state)
    with pytest.raises(RunError, match="stop it first"):
        store.delete(run)
    assert run.folder.exists()


def test_a_workspace_lists_its_own_runs_newest_first(store, make):
    first, second = make(), make()
    make("theirs")
    assert store.list("mine") == [second, first]


def test_runs_of_one_race_are_listed_in_their_order(store):
    runs = [store.create(Spec(), "", workspace="mine", race="r", position=place, now=1.0) for place in range(5)]
    assert store.list("mine") == runs


def test_a_damaged_run_does_not_hide_the_others(store, make):
    good, bad = make(), make()
    (bad.folder / "about.json").write_text("{")
    assert Store(store.root).list("mine") == [good]


@pytest.mark.parametrize("workspace", ["nobody", "..", ""])
def test_a_workspace_without_runs_lists_none(store, workspace):
    assert store.list(workspace) == []


def test_the_latest_race_of_a_page_is_the_last_press_there(store, make):
    make(page="home", race="old")
    latest = [make(page="home", race="new", position=0), make(page="home", race="new", position=1)]
    make(page="cnn", race="other")
    assert store.latest_race("mine", "home") == latest
    assert store.latest_race("mine", "never") == []


def test_tidying_keeps_so_many_newest_runs(store, make):
    runs = [make() for _ in range(6)]
    assert store.tidy("mine", runs=4, size=10**9) == 2
    assert store.list("mine") == runs[:1:-1]


def test_tidying_keeps_so_many_bytes(store, make):
    runs = [make(size=100_000) for _ in range(4)]
    store.tidy("mine", runs=100, size=250_000)
    assert store.list("mine") == [runs[3], runs[2]]


def test_tidying_spares_what_goes_on_and_the_latest_race_of_a_page(store, make):
    running = make(state="running", size=100)
    latest = [make(page="home", race="r", size=100) for _ in range(2)]
    old = make(page="", size=100)
    newest = make(page="", size=100)
    store.tidy("mine", runs=1, size=1)
    assert set(store.list("mine")) == {running, *latest, newest}
    assert not old.folder.exists()


def test_tidying_leaves_other_workspaces_alone(store, make):
    theirs = [make("theirs") for _ in range(3)]
    store.tidy("mine", runs=1, size=1)
    assert len(store.list("theirs")) == len(theirs)


def test_sweeping_removes_what_an_interrupted_server_left(store, make):
    run = make()
    for name in (".new-abc", ".gone-abc"):
        (run.folder.parent / name).mkdir()
    store.sweep()
    assert [path.name for path in run.folder.parent.iterdir()] == [run.id]


def test_home_is_where_kvt_home_says(monkeypatch, tmp_path):
    monkeypatch.setenv("KVT_HOME", str(tmp_path / "here"))
    assert home() == tmp_path / "here"
    assert Store().root == tmp_path / "here" / "runs"


def test_home_is_the_systems_folder_for_data_otherwise(monkeypatch):
    monkeypatch.delenv("KVT_HOME", raising=False)
    assert home().is_absolute()
    assert home().name == "kvt"


def test_shrinking_removes_the_oldest_ended_runs_of_everybody(store, make):
    oldest, running = make("theirs", size=100_000), make("theirs", state="running", size=100_000)
    newer = [make("mine", size=100_000), make("theirs", size=100_000)]
    assert store.shrink(10**9) == 0
    assert store.shrink(350_000) == 1
    assert set(store.all()) == {running, *newer}
    assert not oldest.folder.exists()


def test_a_crowd_of_runs_does_not_stay_in_memory(store, make, monkeypatch):
    monkeypatch.setattr("kvt.runs.store.CACHED", 3)
    runs = [make() for _ in range(8)]
    assert store.list("mine") == runs[::-1]
    assert store.get(runs[0].id) == runs[0]
    assert len(store._runs) <= 3
