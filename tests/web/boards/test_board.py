import re
import subprocess
import sys
from pathlib import Path

import pytest
from werkzeug.test import Client

from kvt.web.boards import names
from kvt.web.boards.board import FRESH, Board

FIT = "differences/race-1/Keras fit"


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def client(store, clock):
    return Client(Board(lambda: names.folders(store.list("w")), lambda: clock[0]))


def scalars(client, tag="loss", run=FIT):
    answer = client.get("/data/plugin/scalars/scalars", query_string={"tag": tag, "run": run})
    return [(step, value) for _, step, value in answer.json] if answer.status_code == 200 else answer.status_code


def test_scalars_of_all_runs_are_there(client, logged):
    logged("w", {"loss": [1.0, 0.5], "val_loss": [0.1]})

    assert sorted(client.get("/data/runs").json) == [FIT, "differences/race-1/Tape, tf.function"]
    assert scalars(client) == [(1, 1.0), (2, 0.5)]
    assert scalars(client, "val_loss") == [(1, pytest.approx(0.1))]


def test_what_was_written_since_is_read_after_a_moment(client, clock, logged, write):
    run, _ = logged("w", {"loss": [1.0]})
    assert scalars(client) == [(1, 1.0)]
    write(run, {"accuracy": [0.5]})
    assert scalars(client, "accuracy") == 404
    clock[0] += FRESH
    assert scalars(client, "accuracy") == [(1, 0.5)]


def test_a_run_that_was_deleted_is_gone_and_a_new_one_is_there(client, clock, logged, store):
    run, _ = logged("w", {"loss": [1.0]}, race="race-1")
    assert scalars(client) == [(1, 1.0)]
    store.discard(run)
    logged("w", {"loss": [2.0]}, race="race-2")
    clock[0] += FRESH

    assert scalars(client) == 404
    assert scalars(client, run="differences/race-2/Keras fit") == [(1, 2.0)]


def test_the_pages_themselves_are_served(client):
    assert b"tb-relative-root" in client.get("/").data
    assert client.get("/index.js", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_no_path_of_the_server_is_told(client, logged, tmp_path):
    logged("w", {"loss": [1.0]})
    for path in ("/data/environment", "/data/logdir", "/data/runs", "/data/plugins_listing", "/"):
        assert str(tmp_path) not in client.get(path).text, path


def test_tensorboard_does_without_tensorflow_and_stays_small():
    script = """
import sys, psutil
import starlette.routing, streamlit, kvt.web.boards.route
process = psutil.Process()
before = process.memory_info().rss
from werkzeug.test import Client
from kvt.web.boards.board import Board
def open_one():
    client = Client(Board(dict))
    assert [client.get(path).status_code for path in ("/", "/index.js", "/data/runs")] == [200] * 3
    return client
boards = [open_one()]
first = process.memory_info().rss
boards += [open_one() for _ in range(4)]
assert not {"tensorflow", "keras"} & set(sys.modules)
assert first - before < 70e6, first - before
assert process.memory_info().rss - first < 4 * 10e6, process.memory_info().rss - first
"""
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stderr[-2000:]


def test_fonts_are_asked_for_below_the_page_and_are_there(client):
    asked = set(re.findall(rb"url\(([^)]*/[^)]*\.woff2)\)", client.get("/").data))

    assert asked and not any(path.startswith(b"/") for path in asked)
    assert client.get(f"/{min(asked).decode()}", headers={"Accept-Encoding": "gzip"}).status_code == 200
