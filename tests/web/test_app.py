"""app.py as `streamlit run` and a browser meet it, without training anything."""

import importlib.util
from pathlib import Path

import anyio
import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

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


def test_the_feed_and_plotly_are_served_and_no_more(app):
    assert sorted(route.path for route in app.app._user_routes) == ["/kvt/feed", "/kvt/plotly.min.js"]


def test_the_server_takes_up_its_runs_at_the_start_and_leaves_none_behind(app, monkeypatch):
    called = []
    monkeypatch.setattr(app.server, "manager", lambda: called.append("manager"))
    monkeypatch.setattr(app.server, "close", lambda: called.append("close"))

    async def live():
        async with app.lifespan(app.app):
            assert called == ["manager"]

    anyio.run(live)
    assert called == ["manager", "close"]
