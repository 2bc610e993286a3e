"""Two scripts beside each other: the same sections in the same rows, and the lines that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from kvt.script import Section


@dataclass(frozen=True)
class Row:
    """Line numbers (from 0) in each section, None where one side has no line; `same` if both are equal."""

    left: int | None
    right: int | None
    same: bool


@dataclass(frozen=True)
class Pair:
    """A section by name as each side has it ("" where it lacks), and its rows."""

    name: str
    left: str
    right: str
    rows: tuple[Row, ...]

    @property
    def same(self) -> bool:
        return self.left == self.right

    @property
    def differing(self) -> tuple[int, int]:
        """Lines that differ, left and right."""
        changed = [row for row in self.rows if not row.same]
        return sum(row.left is not None for row in changed), sum(row.right is not None for row in changed)


def align(left: Sequence[Section], right: Sequence[Section]) -> list[Pair]:
    """Pairs in the left's order; a section that only the right has comes where it stands there."""
    texts = {section.name: section.text for section in left}, {section.name: section.text for section in right}
    pairs = []
    for name in _order([section.name for section in left], [section.name for section in right]):
        one, other = texts[0].get(name, ""), texts[1].get(name, "")
        pairs.append(Pair(name, one, other, tuple(rows(one.splitlines(), other.splitlines()))))
    return pairs


def rows(left: list[str], right: list[str]) -> list[Row]:
    found: list[Row] = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        same = what == "equal"
        found += (Row(i, j, same) for i, j in zip_longest(range(a, b), range(c, d)))
    return found


def _order(left: list[str], right: list[str]) -> list[str]:
    order = list(left)
    after = ""
    for name in right:
        if name not in order:
            order.insert(order.index(after) + 1 if after else 0, name)
        after = name
    return order
