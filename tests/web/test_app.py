"""app.py as `streamlit run` and a browser meet it, without training anything."""

import importlib.util
import signal
from pathlib import Path

import anyio
import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from kvt.errors import JobError
from kvt.web import debugger

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def app():
    spec = importlib.util.spec_from_file_location("kvt_app", APP)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_streamlit_run_finds_the_application():
    found = discover_asgi_app(APP)

    assert found.is_asgi_app
    assert found.app_name == "app"


def test_the_first_page_is_there(app):
    assert (APP.parent / app.app.script_path).is_file()


def test_the_feed_plotly_runs_and_what_stands_behind_tokens_are_served_and_no_more(app):
    behind = [f"{path}/{{token}}{rest}" for path in ("/kvt/debugger", "/tensorboard") for rest in ("", "/{rest:path}")]
    plain = ["/kvt/feed", "/kvt/plotly.min.js", "/kvt/runs.zip"]
    asked = [f"{debugger.PATH}/{{token}}/{rest}" for rest in debugger.HYPERPARAMETERS]
    assert sorted(route.path for route in app.app._user_routes) == sorted(plain + behind + asked)


def test_the_server_takes_up_its_runs_at_the_start_and_leaves_none_behind(app, monkeypatch):
    called = []
    monkeypatch.setattr(app.server, "manager", lambda: called.append("manager"))
    monkeypatch.setattr(app.server, "close", lambda: called.append("close"))

    async def live():
        async with app.lifespan(app.app):
            assert called == ["manager"]

    anyio.run(live)
    assert called == ["manager", "close"]


@pytest.mark.parametrize(
    ("limits", "taken"),
    [
        ((256, -1), (4096, -1)),
        ((256, 100_000), (4096, 100_000)),
        ((256, 1024), (1024, 1024)),
        ((8192, -1), None),
        ((-1, -1), None),
    ],
)
def test_a_server_takes_more_open_files_than_a_system_gives_at_first_and_never_fewer(app, monkeypatch, limits, taken):
    resource = pytest.importorskip("resource")
    assert resource.RLIM_INFINITY == -1
    told = []
    monkeypatch.setattr(resource, "getrlimit", lambda what: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda what, wanted: told.append(wanted))
    app.take_open_files()
    assert told == ([taken] if taken else [])


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="There are no hang-ups here.")
@pytest.mark.parametrize(("before", "heard"), [(signal.SIG_DFL, ["closed"]), (signal.SIG_IGN, [])])
def test_a_closed_terminal_ends_the_server_in_good_order_unless_it_was_told_to_stay(app, monkeypatch, before, heard):
    monkeypatch.setattr(app.server, "manager", lambda: None)
    monkeypatch.setattr(app.server, "close", lambda: None)
    found = []
    hang_up = signal.signal(signal.SIGHUP, before)
    end = signal.signal(signal.SIGTERM, lambda *_: found.append("closed"))

    async def live():
        async with app.lifespan(app.app):
            signal.raise_signal(signal.SIGHUP)

    try:
        anyio.run(live)
        assert found == heard
        assert signal.getsignal(signal.SIGHUP) == before
    finally:
        signal.signal(signal.SIGHUP, hang_up)
        signal.signal(signal.SIGTERM, end)


def test_a_server_that_cannot_begin_says_why_in_a_sentence_and_ends(app, monkeypatch, capsys):
    def refused():
        raise JobError("Another kvt server uses this folder: stop it.")

    def end(code):
        raise SystemExit(code)

    monkeypatch.setattr(app.server, "manager", refused)
    monkeypatch.setattr(app.os, "_exit", end)

    async def live():
        async with app.lifespan(app.app):
            pytest.fail("it began")

    with pytest.raises(SystemExit):
        anyio.run(live)
    assert capsys.readouterr().err == "Another kvt server uses this folder: stop it.\n"
