"""Debugger V2 on demand: one child with TensorBoard at most, for one dump, stopped when idle or memory is short."""

import http.client
import json
import logging
import os
import secrets
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import kvt
from kvt.errors import JobError
from kvt.jobs.limits import MB, free_memory

logger = logging.getLogger(__name__)

KEEPER = "_kvt_viewer"
NEEDED = 750 * MB  # what the child takes, and a little
LEFT = 150 * MB  # less than this free, and it has to go
IDLE = 300.0  # seconds without a request
BUSY = 60.0  # seconds after a request in which nobody else may take its place
PULSE = 2.0
STARTING = 60.0  # seconds to import TensorFlow on a cold disk, and to have read the dump
READING = 8.0  # seconds after which a dump of which nothing is counted is shown as it is
DATA = "/data/plugin/debugger-v2"
RUN = "run=__default_debugger_run__"  # what the plugin calls a dump that is the log directory itself

State = Literal["starting", "ready", "gone"]


@dataclass
class Viewing:
    """One child: `token` is the permission to see it, `reason` says why it is gone."""

    folder: Path
    workspace: str
    process: subprocess.Popen[bytes]
    started: float
    used: float
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    port: int | None = None
    state: State = "starting"
    reason: str = ""


class Viewer:
    """Thread-safe. `command` starts the child, `free` tells how many bytes of memory are free, `clock` seconds."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-m", "kvt.jobs.viewer_child"),
        *,
        free: Callable[[], int] = free_memory,
        clock: Callable[[], float] = time.monotonic,
        thread: bool = True,
    ) -> None:
        self._command, self._free, self._clock, self._threads = tuple(command), free, clock, thread
        self._viewing: Viewing | None = None
        self._lock = threading.RLock()

    def open(self, folder: Path, workspace: str) -> Viewing:
        """Start a child for this dump, or give the one that is there; it takes the place of another.

        Raises JobError where another visitor's is in use, memory is short, or no process can be started.
        """
        with self._lock:
            self.tick()
            now, there = self._clock(), self._viewing
            if there is not None and there.state != "gone":
                if (there.folder, there.workspace) == (folder, workspace):
                    return there
                if there.workspace != workspace and now - there.used < BUSY:
                    raise JobError("Another visitor has Debugger V2 open, and it takes too much memory for two: "
                                   "try again in a minute.")  # fmt: skip
                self._end("Another dump was opened in its place.")
            if self._free() < NEEDED:
                raise JobError(
                    f"Debugger V2 takes some {NEEDED // MB} MB of memory, and less is free: stop some runs, or read "
                    "the post-mortem on the page, which says the same."
                )
            try:
                process = subprocess.Popen(
                    [*self._command, str(folder)],
                    cwd=Path(kvt.__file__).parents[1],
                    env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError as error:
                raise JobError(
                    f"Debugger V2 could not be started ({error}): wait until other runs have ended."
                ) from error
            self._viewing = Viewing(folder, workspace, process, now, now)
            if self._threads:
                threading.Thread(target=self._follow, args=(self._viewing,), name="kvt-viewer", daemon=True).start()
            return self._viewing

    def of(self, folder: Path, workspace: str) -> Viewing | None:
        """What became of this visitor's last opening of this dump; None if there was none, or another since."""
        with self._lock:
            self.tick()
            there = self._viewing
            return there if there and (there.folder, there.workspace) == (folder, workspace) else None

    def port(self, token: str) -> int | None:
        """Where the child of this token serves, and keep it awake; None for a token that is unknown or gone."""
        with self._lock:
            self.tick()
            there = self._viewing
            if (
                there is None
                or there.state == "gone"
                or not secrets.compare_digest(there.token.encode(), token.encode())
            ):
                return None
            there.used = self._clock()
            return there.port

    def tick(self) -> None:
        """Bury a child that has ended; end one that nobody uses, or that memory is too short for."""
        with self._lock:
            there = self._viewing
            if there is None or there.state == "gone":
                return
            if (code := there.process.poll()) is not None:
                words = "did not start" if there.port is None else "ended"
                self._end(f"TensorBoard’s process {words} (code {code}): open it again.")
            elif self._clock() - there.used > IDLE:
                self._end("Nobody had looked at it for some minutes, so it was closed: open it again.")
            elif self._free() < LEFT:
                self._end("Memory ran short, so it was closed: open it again when other runs have ended.")
            elif there.state == "starting" and self._clock() - there.started > STARTING:
                self._end("TensorBoard did not answer in time: open it again.")

    def close(self) -> None:
        with self._lock:
            if self._viewing is not None and self._viewing.state != "gone":
                self._end("The server was shut down.")
            self._viewing = None

    def _end(self, reason: str) -> None:
        there = self._viewing
        assert there is not None  # the callers have looked
        there.state, there.reason = "gone", reason
        there.process.kill()
        there.process.wait()
        for stream in (there.process.stdin, there.process.stdout):
            if stream is not None:
                stream.close()

    def _judge(self, viewing: Viewing, there: bool) -> None:
        with self._lock:
            if viewing.state != "starting":
                return
            if there:
                viewing.state, viewing.used = "ready", self._clock()
            else:
                self._end("TensorBoard finds no dump there: it is empty or damaged. Run it again.")

    def _follow(self, viewing: Viewing) -> None:
        """Hear the port, wait until the dump has been read, and look after it until it is gone."""
        try:
            line = viewing.process.stdout.readline().strip() if viewing.process.stdout else b""
            viewing.port = int(line) if line.isdigit() else None
            began = self._clock()
            while viewing.port and viewing.state == "starting":
                counted, there = has_read(viewing.port)
                if counted or self._clock() - began > READING:
                    self._judge(viewing, there)
                threading.Event().wait(0.25)
                self.tick()
            while viewing.state != "gone":
                threading.Event().wait(PULSE)
                self.tick()
        except ValueError:
            pass  # it was ended while its first line was waited for


def has_read(port: int) -> tuple[bool, bool]:
    """Whether TensorBoard has read something of its dump, of which it counts nothing at first; whether it sees one."""
    there = False
    try:
        there = bool(ask(port, f"{DATA}/runs"))  # the question sets it reading
        counts = [
            ask(port, f"{DATA}/{what}?{RUN}&begin=0&end=0") for what in ("execution/digests", "graph_execution/digests")
        ]
        return any(count.get("num_digests") for count in counts), there
    except (OSError, ValueError, http.client.HTTPException):
        return False, there


def ask(port: int, path: str) -> dict:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def viewer() -> Viewer:
    """The one of this process. It lives where Streamlit's hot reload does not reach."""
    fresh = types.ModuleType(KEEPER)
    fresh.viewer = Viewer()  # type: ignore[attr-defined]
    return sys.modules.setdefault(KEEPER, fresh).viewer  # type: ignore[attr-defined]
