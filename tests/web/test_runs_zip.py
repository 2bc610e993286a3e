"""Runs as a zip, by their ids or by the visitor's cookie."""

import hashlib
import io
import zipfile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kvt.runs.store import Store
from kvt.spec import Spec
from kvt.web.runs_zip import MOST, route, url
from kvt.web.workspace import COOKIE

TOKEN = "t" * 32


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


@pytest.fixture
def client(store):
    with TestClient(Starlette(routes=[route(lambda: store)])) as client:
        yield client


@pytest.fixture
def make(store):
    return lambda workspace="w": store.create(Spec(), "pass\n", workspace=workspace)


def folders(response):
    assert response.headers["content-type"] == "application/zip"
    return {name.partition("/")[0] for name in zipfile.ZipFile(io.BytesIO(response.content)).namelist()}


def test_runs_are_sent_by_their_ids(client, make):
    runs = [make(), make("somebody"), make()]
    response = client.get(f"/{url([run.id for run in runs[:2]])}")
    assert folders(response) == {f"kvt-{run.id}" for run in runs[:2]}
    assert response.headers["content-disposition"] == 'attachment; filename="kvt-2-runs.zip"'


def test_one_run_is_called_by_its_id(client, make):
    run = make()
    assert f"kvt-{run.id}.zip" in client.get(f"/{url([run.id])}").headers["content-disposition"]


def test_all_are_those_of_the_cookies_workspace(client, make):
    mine = make(hashlib.sha256(TOKEN.encode()).hexdigest()[:24])
    make("theirs")
    client.cookies.set(COOKIE, TOKEN)
    assert folders(client.get(f"/{url([])}")) == {f"kvt-{mine.id}"}


@pytest.mark.parametrize(
    "query", ["", "?run=nobody", "?run=../w", "?run=", "?all=1", "?" + "&".join(f"run={n}" for n in range(MOST + 1))]
)
def test_what_is_not_there_is_a_sentence(client, make, query):
    make()
    response = client.get(f"/kvt/runs.zip{query}")
    assert response.status_code == 404
    assert response.text.endswith((".", "!"))
