"""A workspace's runs, read again only when there is something new."""

import os

from kvt.runs.store import Store


def settle(store, at=1):
    """Make the folder look as if it had last changed long ago."""
    os.utime(store.root / "mine", (at, at))


def test_what_has_not_changed_is_not_read_again(store, complete, monkeypatch):
    run = complete()
    settle(store)
    assert store.list("mine") == [run]
    monkeypatch.setattr("kvt.runs.listing.os.listdir", lambda folder: 1 / 0)
    assert store.list("mine") == [run]
    assert store.of_page("mine", "") == [run]


def test_a_folder_that_has_just_changed_is_read_again(store, complete):
    first = complete()
    assert store.list("mine") == [first]
    second = Store(store.root).create(first.spec, "", workspace="mine", now=9999.0)  # by somebody else, at once
    assert store.list("mine") == [second, first]


def test_what_has_been_read_is_kept_when_a_run_is_added(store, complete):
    first = complete()
    settle(store)
    (before,) = store.list("mine")
    complete()
    settle(store, at=2)
    assert store.list("mine")[1] is before
    assert store.list("mine")[1].id == first.id


def test_a_page_has_its_own_runs_and_none_that_were_imported(store, complete):
    here, other = complete(page="cnn"), complete(page="differences")
    brought = complete(page="cnn")
    about = brought.about.model_copy(update={"imported": True})
    (brought.folder / "about.json").write_text(about.model_dump_json())
    fresh = Store(store.root)
    assert fresh.of_page("mine", "cnn") == [here]
    assert fresh.list("mine") == [brought, other, here]


def test_many_workspaces_do_not_stay_in_memory(store, complete, monkeypatch):
    monkeypatch.setattr("kvt.runs.listing.WORKSPACES", 2)
    for name in "abcde":
        complete(name)
        assert len(store.list(name)) == 1
    assert len(store._listings._kept) <= 2
