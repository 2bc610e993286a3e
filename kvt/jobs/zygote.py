"""A process that has imported TensorFlow, has run no operation, has one thread, and only forks.

    python -m kvt.jobs.zygote FD MODULE …

It imports the modules and then answers on the socket FD in JSON lines. `{"ask": 1, "folder": "…"}` is answered by
`{"ask": 1, "pid": 42}` or `{"ask": 1, "refused": "…"}`; a child's end is told as `{"pid": 42, "code": 0}`, negative for
a signal. The first line is `{"ready": …}` or `{"unfit": "…"}`. When the socket closes it goes, and leaves its children.

After a single TensorFlow operation here every child would hang, and so might one forked beside a second thread:
both are looked at before each fork.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from typing import Any

from kvt.jobs.child import become

HIDDEN = ("sklearn", "pandas")  # Keras imports them if they are there; pandas starts a thread
DEFERRED = {signal.SIGINT, signal.SIGTERM}


class Zygote:
    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.children: set[int] = set()
        self.waking, self.wake = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(self.waking, False)

    def serve(self) -> None:
        """Answer until the other end goes away."""
        signal.signal(signal.SIGCHLD, lambda *_: None)  # what counts is the byte in the pipe
        signal.set_wakeup_fd(self.wake, warn_on_full_buffer=False)
        pending = b""
        while True:
            readable, _, _ = select.select([self.channel, self.waking], [], [])
            if self.waking in readable:
                os.read(self.waking, 4096)
                self.reap()
            if self.channel in readable:
                received = self.channel.recv(65536)
                if not received:
                    return
                *lines, pending = (pending + received).split(b"\n")
                for line in lines:
                    self.answer(json.loads(line))

    def answer(self, request: dict[str, Any]) -> None:
        if reason := unfit():
            self.tell(ask=request["ask"], refused=reason)
            return
        try:
            pid = self.fork(request["folder"])
        except OSError as error:  # no memory, or too many processes
            self.tell(ask=request["ask"], refused=str(error))
            return
        self.children.add(pid)
        self.tell(ask=request["ask"], pid=pid)

    def fork(self, folder: str) -> int:
        # A Stop that comes before the child can hear it must neither be lost nor kill it half made.
        signal.pthread_sigmask(signal.SIG_BLOCK, DEFERRED)
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.channel.close()
            os.close(self.waking)
            os.close(self.wake)
            become(folder)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, DEFERRED)
        return pid

    def reap(self) -> None:
        """Tell of every child that has ended, and end what it started and left behind."""
        while self.children and (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
            pid = ended.si_pid
            try:
                os.killpg(pid, signal.SIGKILL)  # its number is still its own: it is waited for only below
            except (ProcessLookupError, PermissionError):
                pass
            _, status = os.waitpid(pid, 0)
            self.children.discard(pid)
            self.tell(pid=pid, code=os.waitstatus_to_exitcode(status))

    def tell(self, **message: Any) -> None:
        try:
            self.channel.sendall(json.dumps(message).encode() + b"\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server is gone; the closed socket ends the loop


def unfit() -> str:
    """Why a fork would not be safe now, or ""."""
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        return f"the zygote has {threads} threads"
    context = sys.modules.get("tensorflow.python.eager.context")
    if context is not None and context.context_safe() is not None:
        return "the zygote has a TensorFlow context"
    return ""


def load(modules: list[str]) -> None:
    """Import by name, keeping to one thread."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in HIDDEN:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        for name in modules:
            if name.partition(".")[0] == "sklearn":
                sys.modules.pop("sklearn", None)  # asked for, and without pandas it keeps to one thread
            importlib.import_module(name)
    finally:
        for name in HIDDEN:
            if sys.modules.get(name, 0) is None:
                del sys.modules[name]
        del os.environ["OPENBLAS_NUM_THREADS"]


def private_memory() -> int:
    """Bytes that no other process shares."""
    with open("/proc/self/smaps_rollup") as file:
        return 1024 * sum(int(line.split()[1]) for line in file if line.startswith("Private_"))


def main(descriptor: str, *modules: str) -> None:
    began = time.monotonic()
    zygote = Zygote(socket.socket(fileno=int(descriptor)))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        load(list(modules))
    except Exception as error:  # noqa: BLE001 - whatever it is, it has to be told
        zygote.tell(unfit=f"{type(error).__name__}: {error}")
        return
    gc.collect()
    gc.freeze()  # no collection in a child touches, and so copies, what was here before
    if reason := unfit():
        zygote.tell(unfit=reason)
        return
    zygote.tell(ready=True, seconds=time.monotonic() - began, memory=private_memory())
    zygote.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
