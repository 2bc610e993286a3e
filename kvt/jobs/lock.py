"""One server to one folder of runs: a second would stop and bury the first one's runs."""

import os
import sys
from pathlib import Path

from kvt.errors import JobError


class Lock:
    """Held until `release` or the end of the process, however it ends: the system keeps it, not the file."""

    def __init__(self, path: Path) -> None:
        """Take it. Raises JobError when another process has it, or the folder cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise JobError(
                f"Runs cannot be kept in {path.parent} ({error.strerror}): set KVT_HOME to another folder."
            ) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise JobError(
                f"Another kvt server uses {path.parent}: stop it, or set KVT_HOME to another folder for this one."
            ) from error

    def release(self) -> None:
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
