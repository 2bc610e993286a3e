"""Runs as outcomes: what they have told so far, read once and then only onwards."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st

from kvt.claims import Outcome
from kvt.errors import RunError
from kvt.runs.history import History
from kvt.runs.run import Run
from kvt.runs.tail import follow
from kvt.spec import labels


class Follower:
    """A run's history, extended by what was appended since it was last asked. Safe to use from many threads."""

    def __init__(self, events: Path) -> None:
        self._events = events
        self._lock = threading.Lock()
        self._offset = 0
        self._history = History()
        self.damage = ""

    def history(self) -> History:
        """All that was told so far. A damaged event ends the reading there, and `damage` says so in a sentence."""
        with self._lock:
            if not self.damage:
                self._read()
            return self._history

    def _read(self) -> None:
        try:
            events, self._offset = follow(self._events, self._offset)
            if events:
                self._history = self._history.extend(events)
        except RunError as error:
            self.damage = str(error)


def history(run: Run) -> History:
    return _follower(run.events_path).history()


def outcomes(runs: Sequence[Run]) -> list[Outcome]:
    """One outcome a run, in their order; weights of those that have ended."""
    return [_outcome(run, label) for run, label in zip(runs, called(runs), strict=True)]


def called(runs: Sequence[Run]) -> list[str]:
    """What tells each run of a race from the others."""
    return labels([run.spec for run in runs]) if runs else []


def _outcome(run: Run, label: str) -> Outcome:
    status = run.status
    follower = _follower(run.events_path)
    told = follower.history()
    return Outcome(
        spec=run.spec,
        state="lost" if follower.damage else status.state,
        history=told,
        script=run.script,
        weights=() if status.active else _weights(run.weights_path),
        peak_memory=status.peak_memory,
        reason=follower.damage or status.reason,
        id=run.id,
        label=label,
        race=run.about.race,
    )


# Shared by all visitors: a run is the same for whoever may see it, and what has ended never changes.
@st.cache_resource(max_entries=32, show_spinner=False)
def _follower(events: Path) -> Follower:
    return Follower(events)


@st.cache_resource(max_entries=64, show_spinner=False)
def _weights(path: Path) -> tuple[np.ndarray, ...]:
    return tuple(Run(path.parent).weights())
