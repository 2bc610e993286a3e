"""One zygote and the line to it: ask for children, hear how they ended, notice when it is gone."""

import itertools
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import kvt
from kvt.jobs.process import Forked

ANSWER = 3.0  # seconds in which a healthy zygote has long forked


class Link:
    """Starts a zygote at once, which warms in the background. Safe to use from many threads.

    `on_change` is called from a thread of the link's own. Raises OSError where no process can be started.
    """

    def __init__(self, modules: Sequence[str], environment: dict[str, str], on_change: Callable[[], object]) -> None:
        self.state: Literal["warming", "ready", "gone"] = "warming"
        self.trouble = ""  # why it is gone
        self.was_ready = False
        self.warm_seconds: float | None = None
        self.memory: int | None = None  # private bytes once warm
        self.began = time.monotonic()
        self._on_change = on_change
        self._lock = threading.Lock()
        self._tickets = itertools.count(1)
        self._answers: dict[int, _Answer] = {}
        self._children: dict[int, Forked] = {}
        self._channel, theirs = socket.socketpair()
        with theirs:
            try:
                self._zygote = subprocess.Popen(
                    [sys.executable, "-m", "kvt.jobs.zygote", str(theirs.fileno()), *modules],
                    cwd=Path(kvt.__file__).parents[1],
                    env=environment,
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            except OSError:
                self._channel.close()
                raise
        self._listener = threading.Thread(target=self._listen, name="kvt-zygote", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        return self._zygote.pid

    def fork(self, folder: Path) -> Forked | None:
        """A child that runs `train.py` of `folder`; None when this zygote cannot, and it is gone then."""
        answer = _Answer()
        with self._lock:
            if self.state != "ready":
                return None
            ticket = next(self._tickets)
            self._answers[ticket] = answer
            try:
                self._channel.sendall(json.dumps({"ask": ticket, "folder": str(folder)}).encode() + b"\n")
            except OSError:
                answer.refuse("it is gone")
        if not answer.given.wait(ANSWER):
            self.kill("it did not answer")
            answer.given.wait(ANSWER)  # what it said before it died is still read
        with self._lock:
            self._answers.pop(ticket, None)
        if answer.child is None:
            self.kill(answer.refusal)
        return answer.child

    def kill(self, why: str) -> None:
        """End the zygote. Its children go on, and are watched by their numbers from now on."""
        with self._lock:
            self.state, self.trouble = "gone", self.trouble or why
        self._zygote.kill()

    def close(self) -> None:
        """End the zygote and wait until it is gone."""
        self.kill("it was closed")
        self._listener.join()

    def _listen(self) -> None:
        with self._channel, self._channel.makefile("rb") as lines:
            try:
                for line in lines:
                    self._hear(json.loads(line))
                    self._on_change()
            except (OSError, ValueError):
                pass  # a zygote that dies in the middle of a word is dead all the same
        self._zygote.kill()
        code = self._zygote.wait()
        with self._lock:
            self.state, self.trouble = "gone", self.trouble or f"it ended with code {code}"
            for answer in self._answers.values():
                answer.refuse("it is gone")
            for child in self._children.values():
                child.orphaned()
            self._children.clear()
        self._on_change()

    def _hear(self, message: dict[str, Any]) -> None:
        with self._lock:
            match message:
                case {"ready": _, "seconds": seconds, "memory": memory}:
                    if self.state == "warming":
                        self.state, self.was_ready = "ready", True
                    self.warm_seconds, self.memory = seconds, memory
                case {"unfit": reason}:
                    self.trouble = reason
                case {"ask": ticket, "pid": pid}:
                    child = self._children[pid] = Forked(pid)
                    self._answers[ticket].take(child)
                case {"ask": ticket, "refused": reason}:
                    self._answers[ticket].refuse(reason)
                case {"pid": pid, "code": code}:
                    if child := self._children.pop(pid, None):
                        child.ended(code)


class _Answer:
    """What the zygote said to one request, once `given` is set. The first word counts."""

    def __init__(self) -> None:
        self.given = threading.Event()
        self.child: Forked | None = None
        self.refusal = ""

    def take(self, child: Forked) -> None:
        self.child = child
        self.given.set()

    def refuse(self, reason: str) -> None:
        if not self.given.is_set():
            self.refusal = reason
            self.given.set()
