import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kvt.web.boards import tokens
from kvt.web.boards.route import LARGEST, Boards, url

FIT = "differences/race-1/Keras fit"
SCALARS = "data/plugin/scalars/scalars"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def client(store, home):
    boards = Boards(lambda: store, lambda: home)
    # As a context manager: one event loop for all requests, as in a server.
    with TestClient(Starlette(routes=boards.routes()), follow_redirects=False) as client:
        client.boards = boards
        yield client
    boards.close()


def base(home, workspace="w"):
    return f"/tensorboard/{tokens.token(workspace, home)}"


def test_a_workspaces_link_opens_its_runs_and_no_others(client, home, logged):
    logged("w", {"loss": [0.5]})
    logged("v", {"loss": [0.25]}, race="race-2")

    assert client.get(f"{base(home)}/data/runs").json() == [FIT, "differences/race-1/Tape, tf.function"]
    assert client.get(f"{base(home)}/{SCALARS}", params={"run": FIT, "tag": "loss"}).json()[0][1:] == [1, 0.5]
    others = client.get(f"{base(home)}/{SCALARS}", params={"run": "differences/race-2/Keras fit", "tag": "loss"})
    assert others.status_code == 404


def test_the_link_of_a_race_names_its_runs(home, logged):
    run, _ = logged("w", {"loss": [0.5]})

    assert url("w", home, run) == f"{base(home)[1:]}/?smoothing=0&runFilter=%5Edifferences%2Frace-1%2F#timeseries"


@pytest.mark.parametrize("token", ["x", "w.", "w.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%2e%2e", "w%2F..%2Fv", "é"])
def test_an_unknown_token_is_not_found_and_opens_no_board(client, token):
    for path in (f"/tensorboard/{token}", f"/tensorboard/{token}/", f"/tensorboard/{token}/data/runs"):
        assert client.get(path).status_code == 404
    assert len(client.boards.shelf) == 0


def test_a_token_of_another_server_is_not_found(client, tmp_path):
    assert client.get(f"{base(tmp_path / 'elsewhere')}/").status_code == 404


def test_without_the_slash_one_is_sent_there_relatively(client, home):
    answer = client.get(f"{base(home)}?runFilter=x")

    assert answer.status_code == 307
    assert answer.headers["location"] == f"{tokens.token('w', home)}/?runFilter=x"


@pytest.mark.parametrize(
    "path",
    [
        "../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fboards.key",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "data/plugin/projector/config",
        "data/plugin/profile/data",
        "data/plugin/debugger-v2/runs",
        "data/plugin/debugger-v2/source_files/list",
        "data/plugin_entry.html?name=projector",
        "experiment/x/../../../../etc/passwd",
        "index.html/../../../boards.key",
    ],
)
def test_no_file_of_the_server_can_be_asked_for(client, home, logged, path):
    logged("w", {"loss": [0.5]})
    tokens.key(home)
    request = client.build_request("GET", f"http://testserver{base(home)}/x")
    raw = f"{base(home)}/{path}".encode()
    request.url = request.url.copy_with(raw_path=raw)  # as it stands: a client would resolve the dots
    answer = client.send(request)

    assert answer.status_code in (400, 404), answer.text
    assert "root:" not in answer.text
    assert tokens.key(home) not in answer.content


@pytest.mark.parametrize("run", ["../../v/x/tb", "/etc", "differences/race-1", "../", ""])
def test_a_run_is_a_name_and_never_a_path(client, home, logged, run):
    logged("w", {"loss": [0.5]})

    for path in (SCALARS, "data/plugin/graphs/graph", "data/plugin/histograms/histograms"):
        answer = client.get(f"{base(home)}/{path}", params={"run": run, "tag": "loss", "conceptual": "false"})
        assert answer.status_code in (400, 404)


def test_tensorboard_is_asked_and_never_told(client, home):
    assert client.put(f"{base(home)}/data/runs", content=b"x").status_code == 405
    assert client.delete(f"{base(home)}/data/runs").status_code == 405
    assert client.post(f"{base(home)}/data/runs", content=b"x" * (LARGEST + 1)).status_code == 413
    assert client.post(f"{base(home)}/data/runs", content=iter([b"x"])).status_code == 411


def test_the_link_is_told_to_nobody_else(client, home):
    headers = client.get(f"{base(home)}/data/runs").headers

    assert headers["referrer-policy"] == "no-referrer"
    assert "no-store" in headers["cache-control"]


def test_boards_can_be_closed_and_opened_again(client, home, logged):
    logged("w", {"loss": [0.5]})
    assert len(client.get(f"{base(home)}/data/runs").json()) == 2
    client.boards.close()
    assert len(client.boards.shelf) == 0
    assert len(client.get(f"{base(home)}/data/runs").json()) == 2
