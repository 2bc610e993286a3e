"""What is owed to the disk once runs have ended: their place in the index, and room for those to come."""

import logging
from collections.abc import Sequence

from kvt.jobs.limits import Limits
from kvt.runs.run import Run
from kvt.runs.store import Store

logger = logging.getLogger(__name__)

SHRINK = 600.0  # seconds between two looks at all that is on the disk


class Housekeeping:
    """Takes its time, so nobody calls it who holds a lock."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store, self._limits = store, limits
        self._shrunk_at = 0.0

    def after(self, ended: Sequence[Run], now: float) -> None:
        """What is due after these runs have ended; `now` in Unix seconds."""
        for run in ended:
            self._enter(run)
        for workspace in {run.workspace for run in ended}:
            self._store.tidy(workspace, runs=self._limits.kept_runs, size=self._limits.kept_bytes)
        if ended and now - self._shrunk_at > SHRINK:
            self._shrunk_at = now
            self._store.shrink(self._limits.kept_bytes_in_all)

    def _enter(self, run: Run) -> None:
        """Enter a run into the index of runs, a copy of the folders: no run may depend on it."""
        try:
            self._store.index.put(run)
        except Exception:
            logger.exception("A run could not be entered into the index; the next look at the table will do it.")
