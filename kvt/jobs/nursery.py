"""Keep one zygote warm: make another when it is gone, and give up when several never get warm."""

import importlib.util
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from kvt.jobs.link import Link
from kvt.jobs.process import Forked

MODULES = ("tensorflow", "keras")
OPTIONAL = (
    "sklearn.datasets",  # saves half a second of every run on data that ships with scikit-learn
    "tensorboard.plugins.hparams.api",  # what tells TensorBoard of hyperparameters
)
WARMING = 60.0  # seconds; a cold disk takes ten
TRIES = 2  # zygotes that may fail to get warm, one after the other


class Nursery:
    """At most one zygote at a time. Safe to use from many threads."""

    def __init__(
        self, environment: dict[str, str], on_change: Callable[[], object], modules: Sequence[str] | None = None
    ) -> None:
        present = [name for name in OPTIONAL if importlib.util.find_spec(name.partition(".")[0])]
        self.modules = (*MODULES, *present) if modules is None else tuple(modules)
        self.link: Link | None = None
        self._environment = environment
        self._on_change = on_change
        self._failures = 0
        self._closed = False
        self._lock = threading.Lock()

    @property
    def state(self) -> Literal["cold", "warming", "ready", "broken"]:
        """Cold: there is none. Broken: there will be none, for it was closed or the last ones never got warm."""
        link = self.link
        if self._closed or self._failures >= TRIES:
            return "broken"
        return "cold" if link is None or link.state == "gone" else link.state

    @property
    def trouble(self) -> str:
        """Why the last zygote is gone, "" while it is there."""
        return self.link.trouble if self.link else ""

    def warm(self) -> None:
        """Start a zygote in the background unless there is one, or there will be none."""
        with self._lock:
            link = self.link
            if link is not None and link.state == "warming" and time.monotonic() - link.began > WARMING:
                link.kill("it did not get warm in time")
            if link is not None and link.state == "gone" and not self._closed:
                self._failures = 0 if link.was_ready else self._failures + 1
            if self.state == "cold":
                try:
                    self.link = Link(self.modules, self._environment, self._on_change)
                except OSError:
                    self._failures = TRIES

    def fork(self, folder: Path) -> Forked | None:
        """A child that runs `train.py` of `folder`, or None: then there is no zygote that can, and `warm` makes one."""
        return self.link.fork(folder) if self.link is not None else None

    def close(self) -> None:
        """Let the zygote go for good. Its children stay."""
        with self._lock:
            self._closed = True
            if self.link is not None:
                self.link.close()


def possible() -> bool:
    """Whether this system forks safely: Linux alone does."""
    return sys.platform == "linux" and hasattr(os, "fork")
