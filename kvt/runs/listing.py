"""A workspace's runs in memory, so that a page with thousands of them behind it is drawn as fast as with three."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kvt.errors import RunError
from kvt.runs.run import Run

WORKSPACES = 64  # whose lists are kept
TICK = 100_000_000  # ns: a folder that was just changed may change again without its time of change telling


class Listing(NamedTuple):
    """Runs as they were read at `read_at`, when their folder's time of change was `changed` (both ns).

    `runs` are the newest first, those of one race in their order; `pages` the same of each page that started them.
    """

    changed: int
    read_at: int
    runs: Sequence[Run]
    pages: Mapping[str, Sequence[Run]]


class Listings:
    """`make` gives the run of a folder that is not in the list yet; `is_run` says which names are runs."""

    def __init__(self, make: Callable[[Path], Run], is_run: Callable[[str], object]) -> None:
        self._make = make
        self._is_run = is_run
        self._kept: dict[Path, Listing] = {}

    def __call__(self, folder: Path) -> Listing:
        """The runs in `folder`, which is read again only when its time of change says so."""
        try:
            changed = folder.stat().st_mtime_ns
            before = self._kept.get(folder)
            if before and before.changed == changed and before.read_at - changed > TICK:
                return before
            read_at = time.time_ns()
            names = [name for name in os.listdir(folder) if self._is_run(name)]
        except (FileNotFoundError, NotADirectoryError):
            return Listing(0, 0, (), {})
        known = {run.id: run for run in before.runs} if before else {}
        found = [known.get(name) or self._make(folder / name) for name in names]
        runs = sorted(filter(readable, found), key=lambda run: (-run.about.created, run.about.position))
        pages: dict[str, list[Run]] = {}
        for run in runs:
            if not run.about.imported:
                pages.setdefault(run.about.page, []).append(run)
        if len(self._kept) >= WORKSPACES:
            self._kept.clear()
        listing = self._kept[folder] = Listing(changed, read_at, runs, pages)
        return listing


def readable(run: Run) -> bool:
    """Whether it says where it came from."""
    try:
        return bool(run.about)
    except RunError:
        return False
