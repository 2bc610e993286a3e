"""The one manager of a web server."""

import importlib
import subprocess
import sys

import pytest

from kvt.errors import JobError
from kvt.jobs import server


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """A home of its own, no zygote, and a server that is closed again."""
    monkeypatch.setenv("KVT_HOME", str(tmp_path))
    monkeypatch.setattr("kvt.jobs.nursery.possible", lambda: False)
    yield tmp_path
    server.close()


def test_there_is_one_manager():
    assert server.manager() is server.manager()


def test_it_survives_a_hot_reload():
    before = server.manager()
    dropped = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "kvt"}
    try:
        for name in dropped:
            del sys.modules[name]
        assert importlib.import_module("kvt.jobs.server").manager() is before
    finally:
        sys.modules.update(dropped)


def test_its_runs_are_below_home(home):
    assert server.manager().store.root == home / "runs"


def test_a_closed_one_is_followed_by_another():
    first = server.manager()
    server.close()
    assert server.manager() is not first


def test_a_second_server_on_the_same_home_is_refused_with_a_sentence():
    server.manager()
    second = subprocess.run(
        [sys.executable, "-c", "from kvt.jobs import server; server.manager()"], capture_output=True, text=True
    )
    assert "Another kvt server uses" in second.stderr


def test_a_wrong_setting_is_told_and_does_not_keep_the_lock(monkeypatch):
    monkeypatch.setenv("KVT_SLOTS", "many")
    with pytest.raises(JobError, match="KVT_SLOTS"):
        server.manager()
    monkeypatch.setenv("KVT_SLOTS", "2")
    assert server.manager().limits.slots == 2
