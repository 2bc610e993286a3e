"""Where runs are executed. The manager knows only this interface; its tests have a stub."""

import os
from collections.abc import Callable, Sequence
from typing import Protocol

from kvt.errors import JobError
from kvt.jobs import nursery
from kvt.jobs.limits import Limits
from kvt.jobs.nursery import Nursery
from kvt.jobs.process import Fresh, Process
from kvt.runs.run import Run


class Executor(Protocol):
    """Starts a run's `train.py` in the run's folder, its output in `log.txt`."""

    def listen(self, on_change: Callable[[], object]) -> None:
        """Call `on_change`, from any thread, when a process has ended or a run that had to wait could begin."""

    def warm(self) -> None:
        """Prepare for the first run, in the background."""

    def ready(self, *, fresh: bool) -> bool:
        """Whether a run would begin at once; False while it is quicker to wait."""

    def start(self, run: Run, *, fresh: bool) -> Process:
        """Start it, in a process that imports TensorFlow itself if `fresh`. Raises JobError."""

    def adopt(self, pid: int, started: float) -> Process:
        """A process that an earlier server started."""

    def close(self) -> None:
        """Let go of everything but the runs."""


class LocalExecutor:
    """On this machine: forked from a zygote where that is safe, else a fresh Python for each run."""

    def __init__(self, modules: Sequence[str] | None = None, *, fork: bool | None = None) -> None:
        self._on_change: Callable[[], object] = lambda: None
        self.environment = {
            **os.environ,
            "TF_CPP_MIN_LOG_LEVEL": os.environ.get("TF_CPP_MIN_LOG_LEVEL", "2"),
            "KVT_SECONDS": os.environ.get("KVT_SECONDS", "").strip() or str(Limits.seconds),
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8:backslashreplace",
        }
        forks = nursery.possible() if fork is None else fork
        self.nursery = Nursery(self.environment, self._changed, modules) if forks else None

    def listen(self, on_change: Callable[[], object]) -> None:
        self._on_change = on_change

    def warm(self) -> None:
        if self.nursery is not None:
            self.nursery.warm()

    def ready(self, *, fresh: bool) -> bool:
        if fresh or self.nursery is None:
            return True
        self.nursery.warm()  # one that died is replaced here, and forks sooner than a fresh Python has loaded
        return self.nursery.state != "warming"

    def start(self, run: Run, *, fresh: bool) -> Process:
        if not fresh and self.nursery is not None:
            if child := self.nursery.fork(run.folder):
                return child
            self.nursery.warm()
        try:
            return Fresh(run.folder, self.environment, self._changed)
        except (OSError, RuntimeError) as error:  # RuntimeError: no thread can be started either
            raise JobError(f"The run could not be started ({error}): wait until others have ended.") from error

    def adopt(self, pid: int, started: float) -> Process:
        return Process(pid, started)

    def close(self) -> None:
        if self.nursery is not None:
            self.nursery.close()

    def _changed(self) -> None:
        self._on_change()
