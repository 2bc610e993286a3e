import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kvt.errors import RunError
from kvt.runs.run import Run
from kvt.runs.status import Status
from kvt.runs.tail import LIMIT
from kvt.web import feed

ID = "abcdefgh12345678"


@pytest.fixture
def run(tmp_path):
    run = Run(tmp_path / "workspace" / ID)
    run.folder.mkdir(parents=True)
    Status(state="running").write(run.status_path)
    return run


@pytest.fixture
def client(run):
    def find(run_id):
        if run_id != ID:
            raise RunError(f"There is no run {run_id}.")
        return run

    return TestClient(Starlette(routes=[feed.route(find)]))


def ask(client, *runs):
    response = client.get("/kvt/feed", params={"run": runs})
    assert response.status_code == 200
    return response.json()["runs"]


def test_new_events_come_with_the_offset_to_ask_for_next(client, run):
    run.events_path.write_text('{"kind":"a","n":1}\n{"kind":"b"}\n{"ki')
    [first] = ask(client, f"{ID}:0")
    run.events_path.write_text('{"kind":"a","n":1}\n{"kind":"b"}\n{"kind":"c"}\n')
    [second] = ask(client, f"{ID}:{first['offset']}")

    assert first["events"] == [{"kind": "a", "n": 1}, {"kind": "b"}]
    assert second["events"] == [{"kind": "c"}]
    assert (first["state"], first["reason"], first["more"]) == ("running", "", False)


def test_an_id_alone_begins_at_the_beginning(client, run):
    run.events_path.write_text('{"kind":"a"}\n')

    assert ask(client, ID)[0]["events"] == [{"kind": "a"}]


def test_a_run_without_events_is_there(client):
    assert ask(client, f"{ID}:0") == [
        {"id": ID, "state": "running", "reason": "", "offset": 0, "more": False, "events": []}
    ]


def test_a_reason_is_told_whatever_it_contains(client, run):
    Status(state="failed", reason='It said "no"\n\\ \u2028.').write(run.status_path)

    assert ask(client, f"{ID}:0")[0]["reason"] == 'It said "no"\n\\ \u2028.'


@pytest.mark.parametrize(
    "asked",
    [
        "",
        ":",
        "../../etc/passwd:0",
        "nobody-knows-it:0",
        f"{ID}:-1",
        f"{ID}:1e9",
        f"{ID}:x",
        f"{ID}:{'9' * 16}",
        "a" * 41,
        "ａ" * 9,
        f"{ID}\n",
    ],
)
def test_what_is_no_run_is_unknown(client, asked):
    [answer] = ask(client, asked)

    assert answer["state"] == "unknown"
    assert "events" not in answer


def test_an_id_that_is_no_id_is_never_looked_for():
    def find(run_id):
        raise AssertionError(run_id)

    assert b"unknown" in feed.answer(find, ["../../x:0", "short:0", "a/b/c/d/e/f:0"])


def test_one_request_asks_for_so_many_runs_and_no_more(client):
    assert len(ask(client, *[f"{ID}:0"] * 50)) == feed.RUNS


def test_no_request_has_no_runs(client):
    assert client.get("/kvt/feed").json() == {"runs": []}


def test_long_news_come_in_pieces(client, run):
    line = json.dumps({"kind": "x", "text": "y" * 1000}) + "\n"
    count = LIMIT // len(line) + 5
    run.events_path.write_text(line * count)

    [first] = ask(client, f"{ID}:0")
    [second] = ask(client, f"{ID}:{first['offset']}")

    assert (first["more"], second["more"]) == (True, False)
    assert len(first["events"]) + len(second["events"]) == count


def test_many_runs_with_long_news_do_not_make_one_long_answer(client, run):
    run.events_path.write_text((json.dumps({"kind": "x", "text": "y" * 1000}) + "\n") * 400)

    answers = ask(client, *[f"{ID}:7"] * 10)

    assert len(json.dumps(answers)) < feed.BUDGET + 2 * LIMIT
    assert answers[-1] == {"id": ID, "state": "running", "reason": "", "offset": 7, "more": True, "events": []}


def test_a_torn_line_does_not_spoil_the_answer(client, run):
    run.events_path.write_text('{"kind":"a"}\n{"kind":"st{"kind":"b"}\n\n{"ki{"kind":"c"}\nnonsense\n{"kind":"d"}\n')

    assert [event["kind"] for event in ask(client, f"{ID}:0")[0]["events"]] == ["a", "d"]


def test_a_crafted_offset_begins_at_the_next_line(client, run):
    run.events_path.write_text('{"kind":"a"}\n{"kind":"b"}\n')

    assert ask(client, f"{ID}:3")[0]["events"] == [{"kind": "b"}]


def test_the_feed_is_kept_by_nobody(client):
    assert client.get("/kvt/feed").headers["cache-control"] == "no-store"


def test_who_waits_for_the_disk_keeps_nobody_else_waiting(run):
    waits, arrived = threading.Event(), threading.Event()
    served_meanwhile = []

    def find(run_id):
        if run_id == ID:
            waits.set()
            served_meanwhile.append(arrived.wait(10))
        else:
            arrived.set()
        return run

    with TestClient(Starlette(routes=[feed.route(find)])) as client, ThreadPoolExecutor() as visitors:
        slow = visitors.submit(ask, client, ID)
        assert waits.wait(10)
        ask(client, "another123456789")
        slow.result()
    assert served_meanwhile == [True]
