"""Which runs of thousands are looked at: words, kinds and groups. Pure."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from kvt.runs.summary import Summary

STATES = ("queued", "running", "completed", "stopped", "failed", "killed", "lost", "damaged")

TOGETHER = "Race or sweep"
TRIAL = re.compile(r"-\d+-\d+$")  # behind a sweep's id: the number of the trial, and of its repeat

Key = Callable[[Summary], Sequence[str]]


def page_name(row: Summary) -> str:
    """The page that started a run, without the story that it told there."""
    return row.page.partition(":")[0]


def together(row: Summary) -> str:
    """What a run was started with: its race, or of a trial its whole sweep, by whose id its own race is called."""
    return TRIAL.sub("", row.race) if row.page == "sweeps" else row.race


# What runs are filtered and grouped by: the values that one run has of it, none for nothing.
KEYS: dict[str, Key] = {
    "State": lambda row: [row.state],
    "What": lambda row: [row.what] if row.what else [],
    "Route": lambda row: [row.way] if row.way else [],
    "Page": lambda row: [page_name(row)] if row.page else [],
    TOGETHER: lambda row: [together(row)] if row.race else [],
    "Tag": lambda row: row.tags.split(",") if row.tags else [],
}


class Group(NamedTuple):
    """Runs that share a value; `best` is the one with the smallest validation loss, if any has one."""

    name: str
    runs: Sequence[Summary]
    best: Summary | None


def options(rows: Sequence[Summary], key: str) -> list[str]:
    """The values that there are, in order."""
    found = {value for row in rows for value in KEYS[key](row)}
    return sorted(found, key=STATES.index) if key == "State" else sorted(found)


def matching(rows: Sequence[Summary], words: str, chosen: Mapping[str, Collection[str]]) -> list[Summary]:
    """Those in which every word stands somewhere, and that have one of the chosen values of every key."""
    wanted = words.casefold().split()
    kinds = [(KEYS[key], set(values)) for key, values in chosen.items() if values]
    return [
        row
        for row in rows
        if all(values.intersection(key(row)) for key, values in kinds)
        and (not wanted or all(word in text for text in [_text(row)] for word in wanted))
    ]


def groups(rows: Sequence[Summary], key: str) -> list[Group]:
    """Runs by their value of `key`, in the order in which the values come; those without one are left out."""
    found: dict[str, list[Summary]] = {}
    for row in rows:
        for value in KEYS[key](row):
            found.setdefault(value, []).append(row)
    return [Group(name, runs, _best(runs)) for name, runs in found.items()]


def _best(rows: Sequence[Summary]) -> Summary | None:
    with_loss = [row for row in rows if row.val_loss is not None]
    return min(with_loss, key=lambda row: row.val_loss or 0.0, default=None)


def _text(row: Summary) -> str:
    parts = (row.what, row.way, row.state, row.page, row.tags, row.note, row.settings, row.id, row.reason)
    return " ".join(parts).casefold()
