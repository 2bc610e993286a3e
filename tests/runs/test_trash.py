"""A deletion that can be undone."""

import pytest

from kvt.errors import RunError
from kvt.runs import trash
from kvt.runs.notes import Notes


def test_a_deleted_run_can_be_had_back_whole(store, complete):
    run = complete()
    before = sorted(path.name for path in run.folder.iterdir())
    store.delete(run)
    assert store.list("mine") == []
    back = store.restore("mine", run.id)
    assert store.list("mine") == [back]
    assert back.id == run.id
    assert sorted(path.name for path in back.folder.iterdir()) == before


def test_the_last_deleted_comes_first(store, complete):
    first, second = complete(), complete()
    store.delete(second, now=100.0)
    store.delete(first, now=200.0)
    assert [(item.id, item.deleted) for item in store.trashed("mine")] == [(first.id, 200.0), (second.id, 100.0)]


def test_another_workspace_cannot_have_it(store, complete):
    run = complete()
    store.delete(run)
    assert store.trashed("theirs") == []
    with pytest.raises(RunError, match="gone for good"):
        store.restore("theirs", run.id)


def test_what_was_removed_for_good_does_not_come_back(store, complete):
    run = complete()
    store.delete(run)
    assert store.empty_trash("mine") == 1
    with pytest.raises(RunError, match="gone for good"):
        store.restore("mine", run.id)
    assert list(run.folder.parent.iterdir()) == []


def test_after_its_time_it_goes_when_a_run_ends(store, complete):
    old, new = complete(), complete()
    store.delete(old, now=1000.0)
    store.delete(new, now=2000.0)
    store.tidy("mine", runs=10, size=10**9, now=1500.0 + trash.KEPT)
    assert [item.id for item in store.trashed("mine")] == [new.id]


def test_a_server_that_starts_removes_what_is_old_and_keeps_the_rest(store, complete):
    old, new = complete(), complete()
    store.delete(old, now=1000.0)
    store.delete(new)
    store.sweep()
    assert [item.id for item in store.trashed("mine")] == [new.id]


def test_the_trash_makes_room_first(store, complete):
    gone, kept = complete(), complete()
    store.delete(gone)
    store.tidy("mine", runs=10, size=1)
    assert store.trashed("mine") == []
    assert store.list("mine") == [kept]


def test_a_folder_that_took_its_place_is_not_overwritten(store, complete):
    run = complete()
    store.delete(run)
    run.folder.mkdir()
    with pytest.raises(RunError, match="same id again"):
        store.restore("mine", run.id)


def test_a_pinned_run_never_makes_room(store, complete):
    pinned, old, newest = complete(), complete(), complete()
    Notes(pinned=True).write(pinned.notes_path)
    assert store.tidy("mine", runs=1, size=1) == 1
    assert set(store.list("mine")) == {pinned, newest}
    assert store.shrink(1) == 1
    assert store.list("mine") == [pinned]
    assert not old.folder.exists()
