"""A run's process as the manager sees it: alive or ended and how, and the ways to ask or make it stop."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psutil

WINDOWS = sys.platform == "win32"
FEW_FAULTS = 256  # page faults, of 4 kB each: 1 MB
CLOCK_SLACK = 2.0  # seconds by which a process's creation time may move when the system's clock is set


class Exit(NamedTuple):
    """How a process ended: its exit code, negative for the signal that killed it, None where nobody can tell."""

    code: int | None


class Process:
    """A process known by its number and creation time. Nobody will tell its exit code: it was adopted."""

    fresh = False

    def __init__(self, pid: int, started: float | None = None) -> None:
        self.pid = pid
        self.started = _created(pid) if started is None else started
        self._measured: tuple[int, int | None] = (-1, None)  # page faults by then, bytes found

    def poll(self) -> Exit | None:
        """How it ended; None while it goes on."""
        return None if self.alive() else Exit(None)

    def alive(self) -> bool:
        """Whether this very process is there: not one that later got its number, nor one that waits to be buried."""
        try:
            process = psutil.Process(self.pid)
            same = self.started is not None and abs(process.create_time() - self.started) <= CLOCK_SLACK
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def interrupt(self) -> None:
        """Ask it to stop, as Ctrl-C does; Windows cannot ask, so there it ends."""
        if WINDOWS:
            self.kill()
        elif self.alive():
            try:
                os.kill(self.pid, signal.SIGINT)
            except ProcessLookupError:
                pass

    def kill(self) -> None:
        """End it and all that it started, now."""
        if not self.alive():
            return
        if WINDOWS:
            _kill_tree(self.pid)
            return
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # No group of that number yet: the process was forked a moment ago.
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def memory(self) -> int | None:
        """Private bytes: what would be free again without it. None when it cannot be read."""
        try:
            if sys.platform != "linux":
                return psutil.Process(self.pid).memory_full_info().uss
            # Looking takes milliseconds in which the process cannot have new pages, so it is left in peace when it had
            # hardly any since the last look.
            faults, found = self._measured
            now = _page_faults(self.pid)
            if found is None or now - faults >= FEW_FAULTS:
                lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
                found = 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
                self._measured = (now, found)
            return found
        except (OSError, psutil.Error):
            return None


class Forked(Process):
    """A child of the zygote, which tells how it ended; once the zygote is gone, it is as one that was adopted."""

    def __init__(self, pid: int) -> None:
        super().__init__(pid)
        self._exit: Exit | None = None
        self._orphan = False

    def ended(self, code: int) -> None:
        self._exit = Exit(code)

    def orphaned(self) -> None:
        self._orphan = True

    def poll(self) -> Exit | None:
        return super().poll() if self._orphan and self._exit is None else self._exit


class Fresh(Process):
    """A Python of its own, which imports TensorFlow itself. `on_end` is called from a thread.

    Raises OSError or RuntimeError where the system has no process or no thread left.
    """

    fresh = True

    def __init__(self, folder: Path, environment: dict[str, str], on_end: Callable[[], object]) -> None:
        with (folder / "log.txt").open("ab") as log:
            self._popen = subprocess.Popen(
                [sys.executable, "train.py"],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_hear if not WINDOWS and signal.getsignal(signal.SIGINT) == signal.SIG_IGN else None,
            )
        super().__init__(self._popen.pid)
        self._exit: Exit | None = None
        self._on_end = on_end
        try:
            threading.Thread(target=self._wait, name=f"kvt-wait-{self.pid}", daemon=True).start()
        except RuntimeError:  # no thread to be had: nobody would hear it end
            self._popen.kill()
            self._popen.wait()
            raise

    def poll(self) -> Exit | None:
        return self._exit

    def _wait(self) -> None:
        if hasattr(os, "waitid"):
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
            try:
                os.killpg(self.pid, signal.SIGKILL)  # what it started and left; the number is its own until wait
            except (ProcessLookupError, PermissionError):
                pass
        code = self._popen.wait()
        self._exit = Exit(130 if code == -signal.SIGINT else code)
        self._on_end()


def _hear() -> None:
    # A server that a shell put into the background ignores Ctrl-C, and a child would inherit that: Stop would be deaf.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _page_faults(pid: int) -> int:
    """Pages that the process was given so far, be they new or copied from those it shared."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    return int(after_name.split()[7])


def _created(pid: int) -> float | None:
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return None


def _kill_tree(pid: int) -> None:
    try:
        root = psutil.Process(pid)
        for process in [*root.children(recursive=True), root]:
            process.kill()
    except psutil.Error:
        pass
