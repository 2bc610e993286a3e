"""What was appended to a file since it was last read: whole lines alone, at a cost that its length does not change."""

from pathlib import Path
from typing import NamedTuple

from kvt.runs.event import Event

LIMIT = 256 * 1024


class Tail(NamedTuple):
    """Raw lines without their newlines; `offset` in bytes, where to read next; `more` when the limit cut them off."""

    lines: list[bytes]
    offset: int
    more: bool


def read(path: Path, offset: int = 0, limit: int = LIMIT) -> Tail:
    """The whole lines of `path` after byte `offset`, about `limit` bytes at most (one line that is longer comes whole).

    A file that is not there, or shorter than `offset`, has nothing new. An `offset` inside a line skips to the next.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return Tail([], offset, False)
    with file:
        if offset > 0:
            # One byte back: a newline there says that offset is the beginning of a line.
            file.seek(offset - 1)
            skipped = file.readline()
            if not skipped.endswith(b"\n"):
                return Tail([], offset, False)
            offset += len(skipped) - 1
        text = file.read(limit)
        full = len(text) == limit
        if full and b"\n" not in text:
            text += file.readline()
    whole = text.rfind(b"\n") + 1
    return Tail(text[:whole].splitlines(), offset + whole, full and whole > 0)


def follow(path: Path, offset: int = 0) -> tuple[list[Event], int]:
    """Every event after byte `offset`, and where to read next. Lines that are no event are left out."""
    events: list[Event] = []
    more = True
    while more:
        lines, offset, more = read(path, offset)
        events += (event for event in map(Event.parse, lines) if event is not None)
    return events, offset
