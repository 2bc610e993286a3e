"""What the compared runs told: each read once, and of a hundred thousand steps only what is drawn is kept."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from kvt.figures.compare_curves import Choice, Trail, points, trail
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


def trails(runs: Sequence[Run], choice: Choice) -> list[Trail]:
    """Each run's lines, with as many points as a picture of so many runs needs."""
    most = points(len(runs))
    return [_trail(run.events_path, _size(run.events_path), choice, most) for run in runs]


def facts(run: Run) -> Facts:
    return _facts(run.events_path, _size(run.events_path), run.status.peak_memory)


# Shared by all visitors. A file that has grown is another entry; whole histories are megabytes each, and two are kept
# so that what is asked of one run, or of two, in one go is read once.
@st.cache_resource(max_entries=2, show_spinner=False)
def _told(events: Path, size: int) -> Told:
    try:
        found, _ = follow(events)
        return Told(History.fold(found), Clock.of(found))
    except DAMAGE as error:
        return Told(History(), Clock.of([]), str(error) or "What this run told is damaged: run it again.")


@st.cache_resource(max_entries=600, show_spinner=False)
def _trail(events: Path, size: int, choice: Choice, points: int) -> Trail:
    found = _told(events, size)
    return trail(found.history, found.clock, choice, points)


@st.cache_resource(max_entries=1000, show_spinner=False)
def _facts(events: Path, size: int, peak_memory: int | None) -> Facts:
    found = _told(events, size)
    return Facts(ends(found.history, peak_memory), found.history.nan_step, found.damage)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
