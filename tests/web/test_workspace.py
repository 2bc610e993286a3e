import re

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kvt.web.workspace import COOKIE, WorkspaceCookie, is_token

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TOKEN = "A" * 31 + "_"


@pytest.fixture
def app():
    app = Starlette(routes=[Route("/", lambda request: HTMLResponse("page"))])
    app.add_middleware(WorkspaceCookie)
    return app


@pytest.fixture
def client(app):
    return TestClient(app)


def test_a_first_visit_gets_a_token_for_a_year(client):
    header = client.get("/", headers=PAGE).headers["set-cookie"]

    assert re.fullmatch(f"{COOKIE}=[A-Za-z0-9_-]{{32}}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax", header)


def test_two_visitors_get_two_tokens(app):
    first, second = (TestClient(app).get("/", headers=PAGE).cookies[COOKIE] for _ in range(2))

    assert first != second
    assert is_token(first)


def test_a_second_visit_keeps_the_token(client):
    client.get("/", headers=PAGE)

    assert "set-cookie" not in client.get("/", headers=PAGE).headers


@pytest.mark.parametrize("cookie", ["short", "../../../../../../etc/passwd/aaaa", "", "A" * 33])
def test_a_token_that_is_none_is_replaced(client, cookie):
    response = client.get("/", headers=PAGE | {"Cookie": f"{COOKIE}={cookie}; other=1"})

    assert is_token(response.cookies[COOKIE])


def test_a_token_among_other_cookies_is_found(client):
    response = client.get("/", headers=PAGE | {"Cookie": f'_streamlit_xsrf=2|a|b; {COOKIE}={TOKEN}; x="y"'})

    assert "set-cookie" not in response.headers


def test_only_pages_bring_it(client):
    assert "set-cookie" not in client.get("/", headers={"Accept": "application/json"}).headers
    assert "set-cookie" not in client.head("/", headers=PAGE).headers


def test_an_answer_with_a_token_is_kept_by_nobody(client):
    assert client.get("/", headers=PAGE).headers["cache-control"] == "no-store"


def test_over_https_it_stays_there(app):
    response = TestClient(app, base_url="https://testserver").get("/", headers=PAGE)

    assert response.headers["set-cookie"].endswith("; Secure")
