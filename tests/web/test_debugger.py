import http.server
import threading

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kvt.web import debugger

asked = []


class Answer(http.server.BaseHTTPRequestHandler):
    """Stands where TensorBoard's process stands."""

    def do_GET(self):
        asked.append((self.path, self.headers.get("Cookie"), self.headers.get("Accept-Encoding")))
        self.send_response(404 if "missing" in self.path else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Set-Cookie", "evil=1")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(b'{"runs": {}}')

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def port():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def client(port):
    asked.clear()
    ports = {"mine": port, "dead": 1, "starting": None}
    return TestClient(Starlette(routes=debugger.routes(ports.get)), follow_redirects=False)


def test_what_is_asked_is_handed_on_with_its_query_and_no_cookie(client):
    response = client.get("/kvt/debugger/mine/data/plugin/x?run=a&begin=0", headers={"Cookie": "kvt_workspace=secret"})
    assert response.json() == {"runs": {}}
    assert response.headers["content-type"] == "application/json"
    assert response.headers["content-security-policy"] == "default-src 'self'"
    assert "set-cookie" not in response.headers
    (path, cookie, _) = asked[0]
    assert path == "/data/plugin/x?run=a&begin=0"
    assert cookie is None


@pytest.mark.parametrize("path", ["ü", "a%0d%0aX-Evil:%201", "a b"])
def test_no_path_breaks_out_of_its_line(client, path):
    assert client.get(f"/kvt/debugger/mine/{path}").status_code in (200, 404)
    assert not any(character in path for path, *_ in asked for character in " \r\n")


def test_the_childs_own_status_is_told(client):
    assert client.get("/kvt/debugger/mine/missing").status_code == 404


@pytest.mark.parametrize("token", ["unknown", "starting", "..%2F..", "<script>"])
def test_a_token_that_is_nobodys_gets_a_sentence(client, token):
    response = client.get(f"/kvt/debugger/{token}/data")
    assert response.status_code == 404
    assert asked == []


def test_a_child_that_died_gets_a_sentence(client):
    response = client.get("/kvt/debugger/dead/data")
    assert response.status_code == 502
    assert "open it from the page again" in response.text


def test_without_its_slash_it_is_sent_there_relatively(client):
    response = client.get("/kvt/debugger/mine")
    assert response.status_code == 307
    assert response.headers["location"] == "mine/"


def test_nothing_can_be_written(client):
    assert client.post("/kvt/debugger/mine/data").status_code == 405


def test_the_link_opens_the_debugger_below_the_apps_base():
    assert debugger.url("abc") == "kvt/debugger/abc/#debugger-v2"


@pytest.mark.parametrize("what", ["experiment", "session_groups"])
def test_tensorboards_question_for_hyperparameters_is_answered_since_it_takes_a_refusal_for_an_error(client, what):
    path = f"experiment/defaultExperimentId/data/plugin/hparams/{what}"
    assert client.post(f"/kvt/debugger/mine/{path}", json={}).json() == {"hparamInfos": [], "sessionGroups": []}
    assert client.post(f"/kvt/debugger/unknown/{path}", json={}).status_code == 404
    assert asked == []
