"""The table of runs: what the folders say, whatever happens to it."""

import logging
import os
import sqlite3
import threading

import pytest

from kvt.runs import index as index_module
from kvt.runs.index import NAME, SCHEMA, Index
from kvt.runs.notes import Notes
from kvt.runs.status import Status
from kvt.runs.summary import Summary


@pytest.fixture
def index(store):
    return Index(store.root)


def ids(rows):
    return [row.id for row in rows]


def test_a_row_says_what_the_run_came_to(index, complete):
    run = complete(page="cnn", race="r")
    Notes(tags=("good", "slow"), note="Look.", pinned=True).write(run.notes_path)
    (row,) = index.rows("mine")
    assert (row.id, row.page, row.race, row.state) == (run.id, "cnn", "r", "completed")
    assert (row.dataset, row.model, row.route, row.topic) == ("moons", "mlp", "keras_fit", "train")
    assert (row.epochs, row.steps, row.val_loss, row.val_metric) == (2, 6, 0.25, 0.75)
    assert (row.loss, row.metric) == (2.0, pytest.approx(0.2))  # means of the last epoch
    assert (row.speed, row.first_call, row.seconds) == (5.0, 0.5, 3.0)
    assert (row.tags, row.note, row.pinned) == ("good,slow", "Look.", True)
    assert row.size == run.size()


def test_runs_come_newest_first_and_those_of_one_race_in_their_order(index, store, complete):
    old = complete()
    race = [complete(race="r", position=place) for place in range(2)]
    for run in race:
        about = run.about.model_copy(update={"created": 5000.0})
        (run.folder / "about.json").write_text(about.model_dump_json())
    complete("theirs")
    assert ids(index.rows("mine")) == [*(run.id for run in race), old.id]


def test_only_what_has_changed_is_read_again(index, complete, monkeypatch):
    first, second = complete(), complete()
    index.rows("mine")
    read = []
    monkeypatch.setattr("kvt.runs.index.Summary.of", lambda run: read.append(run.id) or summary_of(run))
    assert len(index.rows("mine")) == 2 and read == []
    Notes(note="new").write(second.notes_path)
    third = complete()
    assert [row.note for row in index.rows("mine")] == ["", "new", ""]
    assert sorted(read) == sorted([second.id, third.id])
    Status(state="failed", reason="It fell over.").write(first.status_path)
    assert index.rows("mine")[-1].reason == "It fell over."


summary_of = Summary.of


def test_what_is_gone_from_the_disk_is_gone_from_the_table(index, store, complete):
    kept, gone = complete(), complete()
    index.rows("mine")
    store.discard(gone)
    assert ids(index.rows("mine")) == [kept.id]


def test_a_run_that_ended_is_entered_before_anybody_looks(index, complete):
    run = complete()
    assert index.put(run)
    with sqlite3.connect(index._path) as file:
        assert file.execute("select id, state from runs").fetchall() == [(run.id, "completed")]


def test_who_ends_a_run_does_not_wait_for_who_reads_thousands(index, complete):
    run = complete()
    begun, done, answers = threading.Event(), threading.Event(), []

    def busy():
        with index._lock:
            begun.set()
            done.wait(20)

    reader = threading.Thread(target=busy)
    reader.start()
    begun.wait(20)
    answers.append(index.put(run))
    done.set()
    reader.join()
    assert answers == [False]
    assert ids(index.rows("mine")) == [run.id]


@pytest.mark.parametrize("garbage", [b"garbage" * 1000, b"", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(index, complete, garbage, caplog):
    run = complete()
    index.rows("mine")
    (index._root / NAME).write_bytes(garbage)
    fresh = Index(index._root)
    assert ids(fresh.rows("mine")) == [run.id]
    assert not fresh.in_memory
    with sqlite3.connect(fresh._path) as file:
        assert file.execute("select count(*) from runs").fetchone() == (1,)


def test_a_file_that_is_damaged_between_two_looks_is_made_anew(index, complete):
    run = complete()
    index.rows("mine")
    content = (index._root / NAME).read_bytes()
    (index._root / NAME).write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    assert ids(index.rows("mine")) == [run.id]


def test_a_missing_file_is_made_anew(index, complete):
    run = complete()
    index.rows("mine")
    (index._root / NAME).unlink()
    assert ids(index.rows("mine")) == [run.id]


def test_a_file_of_another_version_is_made_anew(index, complete):
    run = complete()
    index._root.mkdir(exist_ok=True)
    with sqlite3.connect(index._path) as file:
        file.execute("create table runs (id text, colour text)")
        file.execute("insert into runs values ('old', 'red')")
        file.execute(f"pragma user_version = {SCHEMA + 1}")
    assert ids(index.rows("mine")) == [run.id]
    assert not index.in_memory


def test_a_file_that_somebody_else_has_locked_is_replaced_by_memory(index, complete, monkeypatch, caplog):
    monkeypatch.setattr("kvt.runs.index.BUSY", 0.01)
    run = complete()
    index.rows("mine")
    other = complete()
    with caplog.at_level(logging.WARNING), sqlite3.connect(index._path) as file:
        file.execute("begin exclusive")
        assert ids(index.rows("mine")) == [other.id, run.id]
        assert index.in_memory
        assert "kept in memory" in caplog.text
    assert ids(index.rows("mine")) == [other.id, run.id]
    file.close()


def test_a_place_where_no_file_can_be_written_is_replaced_by_memory(index, complete):
    run = complete()
    (index._root / NAME).mkdir()
    assert ids(index.rows("mine")) == [run.id]
    assert index.in_memory


def test_a_full_disk_is_replaced_by_memory(index, complete):
    run = complete()
    with index_module._connected(index._file()) as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar()
    limit = f"pragma max_page_count = {pages}"  # SQLite's own "database or disk is full"
    from sqlalchemy import event

    event.listen(index._engine, "connect", lambda connection, _: connection.execute(limit))
    more = [complete() for _ in range(30)]
    for each in more:
        Notes(note="x" * 4000).write(each.notes_path)
    assert ids(index.rows("mine")) == [*(each.id for each in reversed(more)), run.id]
    assert index.in_memory


def test_what_is_in_memory_goes_back_to_the_disk_when_that_takes_it_again(index, complete, monkeypatch, caplog):
    monkeypatch.setattr(index_module, "RETRY", 0.0)
    run = complete()
    (index._root / NAME).mkdir()
    assert ids(index.rows("mine")) == [run.id] and index.in_memory
    read = []
    monkeypatch.setattr("kvt.runs.index.Summary.of", lambda run: read.append(run.id) or summary_of(run))
    assert ids(index.rows("mine")) == [run.id] and index.in_memory
    assert read == []  # what memory holds is not thrown away by a try that fails
    assert caplog.text.count("kept in memory") == 1
    (index._root / NAME).rmdir()
    assert ids(index.rows("mine")) == [run.id] and not index.in_memory
    with sqlite3.connect(index._path) as file:
        assert file.execute("select id from runs").fetchall() == [(run.id,)]


def test_a_disk_that_is_full_is_not_asked_again_at_every_look(index, complete, monkeypatch):
    run = complete()
    (index._root / NAME).mkdir()
    index.rows("mine")
    monkeypatch.setattr(index, "_file", lambda: pytest.fail("The file was tried."))
    assert ids(index.rows("mine")) == [run.id]


@pytest.mark.parametrize(
    ("file", "text", "state"),
    [
        ("about.json", "{", "damaged"),
        ("spec.json", None, "damaged"),
        ("spec.json", '{"dataset": {"kind": "atlantis"}}', "damaged"),
        ("status.json", "{", "lost"),
        ("status.json", None, "lost"),
        ("events.jsonl", None, "completed"),
        ("events.jsonl", '{"kind": "st', "completed"),
        ("events.jsonl", '{"kind": "steps", "loss": "?"}\n', "completed"),
        ("events.jsonl", '{"kind": "start", "epochs": "x", "steps_per_epoch": [], "metric": 3}\n', "completed"),
        ("notes.json", "[", "completed"),
    ],
)  # fmt: skip
def test_a_run_that_is_damaged_is_in_the_table_all_the_same(index, complete, file, text, state):
    good, bad = complete(), complete()
    if text is None:
        (bad.folder / file).unlink()
    else:
        (bad.folder / file).write_text(text)
    rows = {row.id: row for row in index.rows("mine")}
    assert rows[bad.id].state == state
    assert rows[good.id].val_loss == 0.25


def test_what_goes_on_is_there_without_figures_and_has_them_when_it_has_ended(index, complete):
    run = complete(state="running")
    assert (index.rows("mine")[0].state, index.rows("mine")[0].val_loss) == ("running", None)
    Status(state="completed").write(run.status_path)
    assert index.rows("mine")[0].val_loss == 0.25


def test_it_is_rebuilt_from_the_folders_of_everybody(index, complete):
    complete(), complete("theirs")
    assert index.rebuild() == 2
    with sqlite3.connect(index._path) as file:
        assert file.execute("select count(*) from runs").fetchone() == (2,)


@pytest.mark.parametrize("workspace", ["nobody", "", ".."])
def test_a_workspace_without_runs_has_none(index, complete, workspace):
    complete()
    assert index.rows(workspace) == []


def test_what_lies_between_the_runs_is_no_run(index, complete):
    run = complete()
    (run.folder.parent / ".trash-1-abc").mkdir()
    (run.folder.parent / ".new-x").mkdir()
    assert ids(index.rows("mine")) == [run.id]
    assert os.path.basename(index._path).startswith(".")  # so that it is nobody's workspace
