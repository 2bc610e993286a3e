"""What TensorBoard calls runs: page, race or sweep, and what tells the run from the others of it. Pure."""

import re
from collections.abc import Iterable
from pathlib import Path

from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.spec import labels

SHOWN = 6  # letters of a race's id, enough to tell a visitor's races apart
SPECIAL = re.compile(r"[\\^$.*+?()\[\]{}|]")


def folders(runs: Iterable[Run]) -> dict[str, Path]:
    """Name → folder of TensorBoard's records, for each of one workspace's runs that has written any.

    Runs of a kvt that knew other options are left out.
    """
    races: dict[str, list[Run]] = {}
    for run in runs:
        races.setdefault(run.about.sweep or run.about.race, []).append(run)
    found: dict[str, Path] = {}
    for race in races.values():
        for name, run in zip(_names(race), race, strict=True):
            folder = run.folder / "tb"
            if name and folder.is_dir() and not folder.is_symlink():
                found[name if name not in found else f"{name} {run.id}"] = folder
    return found


def race_filter(run: Run) -> str:
    """A regular expression, of Python's and of browsers', for the names of the runs of one race, or of one sweep."""
    return "^" + SPECIAL.sub(r"\\\g<0>", _race(run)) + "/"


def exactly(names: Iterable[str]) -> str:
    """The same for the runs of these names alone."""
    return "^(" + "|".join(SPECIAL.sub(r"\\\g<0>", name) for name in names) + ")$"


def _names(race: list[Run]) -> list[str]:
    try:
        return [f"{_race(run)}/{label}" for run, label in zip(race, labels([run.spec for run in race]), strict=True)]
    except KvtError:
        return [""] * len(race)


def _race(run: Run) -> str:
    return f"{run.about.page or 'run'}/{(run.about.sweep or run.about.race)[:SHOWN]}"
