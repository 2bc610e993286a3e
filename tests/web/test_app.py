"""app.py as `streamlit run` and a browser meet it, without training anything."""

import importlib.util
from pathlib import Path

import anyio
import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from kvt.errors import JobError

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
    assert sorted(route.path for route in app.app._user_routes) == sorted(plain + behind)


def test_the_server_takes_up_its_runs_at_the_start_and_leaves_none_behind(app, monkeypatch):
    called = []
    monkeypatch.setattr(app.server, "manager", lambda: called.append("manager"))
    monkeypatch.setattr(app.server, "close", lambda: called.append("close"))

    async def live():
        async with app.lifespan(app.app):
            assert called == ["manager"]

    anyio.run(live)
    assert called == ["manager", "close"]


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
