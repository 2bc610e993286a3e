"""The rules that a zygote keeps: what it hides while it imports, and when it will not fork."""

import os
import signal
import socket
import sys
import types

import pytest

from kvt.jobs import zygote


def test_one_thread_and_no_context_is_fit(monkeypatch):
    monkeypatch.setattr(os, "listdir", lambda path: ["1"])
    assert zygote.unfit() == ""


def test_a_second_thread_is_unfit(monkeypatch):
    monkeypatch.setattr(os, "listdir", lambda path: ["1", "2"])
    assert "2 threads" in zygote.unfit()


@pytest.mark.parametrize(("context", "reason"), [(None, ""), (object(), "the zygote has a TensorFlow context")])
def test_a_tensorflow_context_is_unfit(monkeypatch, context, reason):
    monkeypatch.setattr(os, "listdir", lambda path: ["1"])
    module = types.ModuleType("context")
    module.context_safe = lambda: context
    monkeypatch.setitem(sys.modules, "tensorflow.python.eager.context", module)
    assert zygote.unfit() == reason


def test_a_stop_that_comes_before_the_child_can_hear_it_waits(monkeypatch):
    """The fork is played: this process goes on as the child, up to where it would become the script."""
    masks = []
    ours, theirs = socket.socketpair()
    with ours:
        child = zygote.Zygote(theirs)
        monkeypatch.setattr(os, "fork", lambda: 0)
        monkeypatch.setattr(zygote, "become", lambda folder: masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, [])))
        child.fork("folder")
    assert {signal.SIGINT, signal.SIGTERM} <= masks[0]


@pytest.fixture
def seen(monkeypatch):
    """What each imported module would have seen: its name, hidden names, and OpenBLAS's threads."""
    seen = []

    def import_module(name):
        hidden = {other for other in ("sklearn", "pandas") if sys.modules.get(other, 0) is None}
        seen.append((name, hidden, os.environ.get("OPENBLAS_NUM_THREADS")))
        if name == "broken":
            raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", import_module)
    for name in ("sklearn", "pandas"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    return seen


def test_keras_sees_neither_pandas_nor_scikit_learn_and_openblas_one_thread(seen):
    zygote.load(["tensorflow", "keras", "sklearn.datasets"])
    both = {"sklearn", "pandas"}
    assert seen == [("tensorflow", both, "1"), ("keras", both, "1"), ("sklearn.datasets", {"pandas"}, "1")]


@pytest.mark.parametrize("modules", [["tensorflow"], ["sklearn.datasets"]])
def test_a_child_finds_nothing_hidden(seen, modules):
    zygote.load(modules)
    assert "pandas" not in sys.modules
    assert "sklearn" not in sys.modules
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_what_was_hidden_comes_back_when_an_import_fails(seen):
    with pytest.raises(ImportError):
        zygote.load(["broken"])
    assert "pandas" not in sys.modules
