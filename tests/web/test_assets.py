import gzip
from importlib.metadata import version

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kvt.web import assets


@pytest.fixture
def client():
    return TestClient(Starlette(routes=[assets.route()]))


def test_plotly_is_compressed_and_kept_for_ever(client):
    response = client.get(f"/{assets.plotly_url()}")

    assert response.headers["content-encoding"] == "gzip"
    assert "immutable" in response.headers["cache-control"]
    assert response.text.lstrip().startswith("/**\n* plotly.js")


def test_who_cannot_uncompress_gets_the_same(client):
    plain = client.get("/kvt/plotly.min.js", headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers
    assert plain.content == client.get("/kvt/plotly.min.js").content


def test_it_is_compressed_once():
    assert assets._compressed() is assets._compressed()
    assert len(gzip.decompress(assets._compressed())) > len(assets._compressed())


def test_the_address_says_the_version_and_is_relative():
    assert assets.plotly_url() == f"kvt/plotly.min.js?v={version('plotly')}"
