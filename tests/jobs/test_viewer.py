"""Debugger V2 on demand, with a stand-in for TensorBoard: a small server without TensorFlow."""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from kvt.errors import JobError
from kvt.jobs.limits import MB
from kvt.jobs.viewer import BUSY, IDLE, LEFT, NEEDED, STARTING, Viewer

# Counts nothing at the first question, as TensorBoard does.
SERVER = """
import http.server, json, os, sys, threading
asked = []
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        said = {"run": {}} if self.path.endswith("runs") else {"num_digests": 7 if len(asked) > 4 else 0}
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(said).encode())
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
print(server.server_port, flush=True)
server.serve_forever()
"""
SILENT = "import sys; sys.stdin.read()"


class Desk:
    """A viewer whose clock and free memory the test turns."""

    def __init__(self, program, **options):
        self.now, self.memory = 0.0, 4000 * MB
        self.viewer = Viewer(
            (sys.executable, "-c", program), free=lambda: self.memory, clock=lambda: self.now, **options
        )


@pytest.fixture
def desk():
    desks = []

    def make(program=SILENT, **options):
        desks.append(Desk(program, **({"thread": False} | options)))
        return desks[-1]

    yield make
    for made in desks:
        made.viewer.close()


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        threading.Event().wait(0.02)
    return condition()


def test_it_is_ready_when_the_dump_was_read_and_gone_when_it_is_closed(desk, tmp_path):
    viewer = desk(SERVER, thread=True).viewer
    opened = viewer.open(tmp_path, "me")
    assert opened.state == "starting"
    assert wait_for(lambda: opened.state == "ready")
    assert viewer.port(opened.token) == opened.port
    assert viewer.open(tmp_path, "me") is opened
    viewer.close()
    assert opened.state == "gone"
    assert opened.process.poll() is not None


def test_a_foreign_or_unknown_token_shows_nothing(desk, tmp_path):
    viewer = desk().viewer
    assert viewer.port("") is None
    viewer.open(tmp_path, "me")
    assert viewer.port("xyz") is None
    assert viewer.port("ü") is None
    assert viewer.of(tmp_path, "another") is None


def test_a_killed_child_ends_in_a_sentence_and_can_be_opened_again(desk, tmp_path):
    viewer = desk().viewer
    opened = viewer.open(tmp_path, "me")
    opened.process.kill()
    opened.process.wait()
    assert "open it again" in viewer.of(tmp_path, "me").reason
    assert viewer.port(opened.token) is None
    assert viewer.open(tmp_path, "me") is not opened


def test_it_is_closed_when_nobody_looks(desk, tmp_path):
    desk = desk()
    opened = desk.viewer.open(tmp_path, "me")
    opened.state, opened.port = "ready", 1
    desk.now = IDLE - 1
    assert desk.viewer.port(opened.token) == 1
    desk.now += IDLE - 1
    assert desk.viewer.of(tmp_path, "me").state == "ready"
    desk.now += IDLE + 1
    assert "Nobody" in desk.viewer.of(tmp_path, "me").reason
    assert opened.process.poll() is not None


def test_it_gives_way_when_memory_runs_short_and_is_not_started_then(desk, tmp_path):
    desk = desk()
    desk.memory = NEEDED - 1
    with pytest.raises(JobError, match="less is free"):
        desk.viewer.open(tmp_path, "me")
    desk.memory = NEEDED
    opened = desk.viewer.open(tmp_path, "me")
    desk.memory = LEFT - 1
    desk.viewer.tick()
    assert opened.state == "gone"
    assert "Memory ran short" in opened.reason


def test_another_visitor_waits_while_it_is_used_and_then_takes_its_place(desk, tmp_path):
    desk = desk()
    mine = desk.viewer.open(tmp_path, "me")
    with pytest.raises(JobError, match="Another visitor"):
        desk.viewer.open(tmp_path / "other", "you")
    desk.now = BUSY
    yours = desk.viewer.open(tmp_path / "other", "you")
    assert mine.process.poll() is not None
    assert yours.process.poll() is None
    assert "Another dump" in mine.reason


def test_a_child_that_never_answers_is_given_up(desk, tmp_path):
    desk = desk()
    opened = desk.viewer.open(tmp_path, "me")
    desk.now = STARTING + 1
    desk.viewer.tick()
    assert "did not answer" in opened.reason


def test_a_system_without_processes_gets_a_sentence(desk, tmp_path):
    broken = Viewer(("/no/such/program",), free=lambda: NEEDED, thread=False)
    with pytest.raises(JobError, match="could not be started"):
        broken.open(tmp_path, "me")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_the_child_goes_when_its_server_is_killed(tmp_path):
    program = (
        "import sys; from pathlib import Path; from kvt.jobs.viewer import Viewer\n"
        f"viewer = Viewer((sys.executable, '-c', {SERVER!r}), free=lambda: 1 << 40)\n"
        f"print(viewer.open(Path({str(tmp_path)!r}), 'me').process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        child = psutil.Process(int(server.stdout.readline()))
        os.kill(server.pid, signal.SIGKILL)
    psutil.wait_procs([child], timeout=20)
    assert not child.is_running()


def test_the_real_child_hears_that_its_server_is_gone():
    with subprocess.Popen([sys.executable, "-m", "kvt.jobs.viewer_child", "nowhere"], stdin=subprocess.PIPE) as child:
        child.stdin.close()
        assert child.wait(20) == 0
