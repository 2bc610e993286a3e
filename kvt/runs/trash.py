"""Deleted runs, moved aside for a while, so that a deletion can be undone."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kvt.errors import RunError

KEPT = 24 * 60 * 60.0  # seconds that a deleted run can be had back
TRASHED = re.compile(r"\.trash-(?P<deleted>[0-9]{1,12})-(?P<id>[A-Za-z0-9][A-Za-z0-9_-]{0,63})", re.ASCII)


class Trashed(NamedTuple):
    """A deleted run; `deleted` in Unix seconds."""

    id: str
    deleted: float
    folder: Path


def put(folder: Path, now: float) -> None:
    """Move a run's folder aside, at once and whole. Raises RunError where the disk refuses."""
    try:
        folder.rename(folder.with_name(f".trash-{int(now)}-{folder.name}"))
    except OSError as error:
        raise RunError(f"The run could not be deleted ({error.strerror or error}): try again.") from error


def contents(workspace: Path) -> Iterator[Trashed]:
    """What lies in a workspace's trash, in no order."""
    try:
        names = os.listdir(workspace)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in names:
        if match := TRASHED.fullmatch(name):
            yield Trashed(match["id"], float(match["deleted"]), workspace / name)


def restore(trashed: Trashed) -> Path:
    """Put a run back where it was. Raises RunError where it has gone for good, or another has taken its place."""
    folder = trashed.folder.with_name(trashed.id)
    try:
        if folder.exists():
            raise RunError("There is a run of the same id again: delete that one first.")
        trashed.folder.rename(folder)
    except OSError as error:
        raise RunError("The run is gone for good: its room was needed.") from error
    return folder


def empty(workspace: Path, *, before: float = float("inf")) -> int:
    """Remove for good what was deleted before that time (Unix seconds); how many went."""
    gone = [trashed for trashed in contents(workspace) if trashed.deleted < before]
    for trashed in gone:
        shutil.rmtree(trashed.folder, ignore_errors=True)
    return len(gone)
