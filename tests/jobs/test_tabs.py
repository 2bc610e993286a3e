"""Open tabs, and workspaces without one."""

from kvt.jobs.tabs import Tabs


def test_a_workspace_is_deserted_once_after_the_grace():
    tabs = Tabs(grace=30.0)
    tabs.opened("mine")
    tabs.closed("mine", now=100.0)
    assert tabs.deserted(130.0) == []
    assert tabs.deserted(130.5) == ["mine"]
    assert tabs.deserted(200.0) == []


def test_one_of_two_tabs_may_close():
    tabs = Tabs(grace=30.0)
    tabs.opened("mine")
    tabs.opened("mine")
    tabs.closed("mine", now=100.0)
    assert tabs.deserted(1000.0) == []


def test_a_tab_that_comes_back_stops_the_count():
    tabs = Tabs(grace=30.0)
    tabs.opened("mine")
    tabs.closed("mine", now=100.0)
    tabs.opened("mine")
    assert tabs.deserted(1000.0) == []
    tabs.closed("mine", now=1000.0)
    assert tabs.deserted(1020.0) == []
    assert tabs.deserted(1031.0) == ["mine"]


def test_a_close_without_an_opening_counts_from_then_and_owes_nothing():
    tabs = Tabs(grace=30.0)
    tabs.closed("mine", now=100.0)
    tabs.opened("mine")
    assert tabs.deserted(1000.0) == []


def test_a_workspace_that_never_had_a_tab_is_left_alone():
    assert Tabs(grace=0.0).deserted(1e9) == []
