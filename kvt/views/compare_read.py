"""What the compared runs told: each read once, and of a hundred thousand steps only what is drawn is kept."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kvt.figures import compare_curves
from kvt.figures.compare_curves import Trails, points
from kvt.runs.clock import Clock
from kvt.runs.ends import ends
from kvt.runs.history import History
from kvt.runs.run import Run
from kvt.runs.summary import DAMAGE
from kvt.runs.tail import follow


class Told(NamedTuple):
    """`damage` says in a sentence why nothing could be read, "" where it could."""

    history: History
    clock: Clock
    damage: str = ""


class Facts(NamedTuple):
    """What a run came to so far, by the keys of MEASURES; the step at which its loss was no number any more."""

    ends: Mapping[str, float]
    nan_step: int | None
    damage: str


def told(run: Run) -> Told:
    return _told(run.events_path, _size(run.events_path))


def trails(runs: Sequence[Run], smoothing: int = 0) -> list[Mapping[str, Trails]]:
    """Each run's lines by measure, with as many points as a picture of so many runs needs."""
    most, found = points(len(runs)), []
    for run in runs:
        found.append(_trails(run.events_path, _size(run.events_path), smoothing, most))
        facts(run)  # while it is in memory: else each run would be read twice
    return found


def facts(run: Run) -> Facts:
    return _facts(run.events_path, _size(run.events_path), run.status.peak_memory)


# Shared by all visitors. A file that has grown is another entry; whole histories are megabytes each, and two are kept
# so that what is asked of one run, or of two, in one go is read once.
@lru_cache(maxsize=2)
def _told(events: Path, size: int) -> Told:
    try:
        found, _ = follow(events)
        return Told(History.fold(found), Clock.of(found))
    except DAMAGE as error:
        return Told(History(), Clock.of([]), str(error) or "What this run told is damaged: run it again.")


@lru_cache(maxsize=160)
def _trails(events: Path, size: int, smoothing: int, points: int) -> Mapping[str, Trails]:
    found = _told(events, size)
    return compare_curves.trails(found.history, found.clock, smoothing, points)


@lru_cache(maxsize=2000)
def _facts(events: Path, size: int, peak_memory: int | None) -> Facts:
    found = _told(events, size)
    return Facts(ends(found.history, peak_memory), found.history.nan_step, found.damage)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
