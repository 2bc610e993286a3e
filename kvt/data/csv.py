"""What can be learned from a table: which columns are numbers, which are categories, and what the target asks for.

Told without pandas, so that the web process stays small; `kvt/recipes/datasets/csv.py` reads the same matrix with it.
Decided here, and said by `remarks`: a row without its target or one of its numbers is left out (nothing is made up); an
empty category is a category of its own; columns that say nothing, or something else in every row, are left out.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kvt.data.column import DISTINCT, Column, survey
from kvt.data.table import ROWS, Table, read, short
from kvt.errors import DataError
from kvt.spec import Task
from kvt.spec.datasets import Csv

CLASSES = 20  # A target with more different values is no choice between classes.
LABEL = 200
CATEGORY = 50  # A text column with more different values is a name or an id.
CATEGORIES = 200
WIDTH = 5000
GAPS = 0.5  # A column of numbers that is emptier than this would cost too many rows.


def columns(path: Path) -> list[str]:
    """The names in the header. Raises DataError if the file is no table."""
    return list(_read(path)[0].names)


def describe(path: Path, target: str) -> Csv:
    """The table at `path` (as `kvt.data.uploads.save` wrote it) with `target` as what is to be predicted.

    Raises DataError, naming row and column, for what cannot be learned from.
    """
    return _study(path, target)[0]


def remarks(path: Path, target: str) -> list[str]:
    """What was left out, and why: a sentence each, for the page. Raises DataError as `describe` does."""
    return _study(path, target)[1]


@dataclass
class _Choice:
    """Which columns become features; `left_out` says why the others do not."""

    numbers: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass
class _Kept:
    """What is in the rows that are neither without target nor without a number."""

    rows: int = 0
    dropped: int = 0
    targets: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)


def _study(path: Path, target: str) -> tuple[Csv, list[str]]:
    table, digest = _read(path)
    found = {column.name: column for column in survey(table)}
    if target not in found:
        raise DataError(f"There is no column {short(target)}. Choose one of {short(', '.join(table.names), 120)}.")
    choice = _choose([column for column in found.values() if column.name != target])
    kept = _keep(table, target, choice)
    task, labels = _task(found[target], kept.targets)
    width = len(choice.numbers) + sum(len(values) for values in kept.values.values())
    if width > WIDTH:
        raise DataError(f"Numbers and categories make {width} features; at most {WIDTH} are taken. Leave columns out.")
    said = list(choice.left_out)
    if kept.dropped:
        rows = kept.rows + kept.dropped
        said.append(f"{kept.dropped} of {rows} rows have an empty cell among target and numbers: left out.")
    described = Csv(
        digest=digest, target=target, goal=task, rows=kept.rows, numbers=tuple(choice.numbers),
        categories=tuple(choice.categories), labels=labels, width=width,
    )  # fmt: skip
    return described, said


def _read(path: Path) -> tuple[Table, str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"The file {path.name} cannot be read: {error.strerror}. Upload it again.") from error
    return read(content), hashlib.sha256(content).hexdigest()


def _choose(candidates: list[Column]) -> _Choice:
    choice = _Choice()
    for column in candidates:
        rows = column.numbers + column.texts + column.gaps
        if column.is_constant:
            choice.left_out.append(f"{short(column.name)} holds the same value in every row: left out.")
        elif column.is_numeric and column.gaps > GAPS * rows:
            choice.left_out.append(f"{short(column.name)} is empty in {column.gaps} of {rows} rows: left out.")
        elif column.is_numeric:
            choice.numbers.append(column.name)
        elif len(column.distinct) > CATEGORY:
            count = f"more than {DISTINCT}" if len(column.distinct) > DISTINCT else len(column.distinct)
            choice.left_out.append(
                f"{short(column.name)} holds {count} different texts, too many categories: left out."
            )
        else:
            choice.categories.append(column.name)
    if len(choice.categories) > CATEGORIES:
        raise DataError(f"{len(choice.categories)} columns hold text; at most {CATEGORIES} are taken. Leave some out.")
    if not choice.numbers and not choice.categories:
        raise DataError(f"There is nothing to learn from beside the target. {' '.join(choice.left_out[:5])}")
    return choice


def _keep(table: Table, target: str, choice: _Choice) -> _Kept:
    kept = _Kept(values={name: set() for name in choice.categories})
    place = {name: index for index, name in enumerate(table.names)}
    needed = [place[name] for name in [target, *choice.numbers]]
    categories = [(place[name], kept.values[name]) for name in choice.categories]
    aim = place[target]
    for _, cells in table.rows():
        if not all(cells[index] for index in needed):
            kept.dropped += 1
            continue
        kept.rows += 1
        kept.targets.add(cells[aim])
        for index, values in categories:
            values.add(cells[index])
    if kept.rows < ROWS.start:
        raise DataError(
            f"Only {kept.rows} rows have both a target and all numbers; at least {ROWS.start} are needed. "
            "Fill the empty cells, or take out the columns that are mostly empty."
        )
    return kept


def _task(target: Column, values: set[str]) -> tuple[Task, tuple[str, ...]]:
    """The task, and its labels in order: numbers by size, texts by alphabet."""
    name = short(target.name)
    if len(values) < 2:
        raise DataError(
            f"{name} holds the same value in every row: there is nothing to predict. Choose another column."
        )
    whole = target.is_numeric and all(float(value).is_integer() for value in values)
    if target.is_numeric and len(values) > 2 and (len(values) > CLASSES or not whole):
        return "regression", ()
    if len(values) > CLASSES:
        raise DataError(
            f"{name} holds {len(values)} different texts: no numbers, and too many for classes, of which there may be "
            f"{CLASSES}. Choose another column."
        )
    if longest := next((value for value in values if len(value) > LABEL), None):
        raise DataError(
            f"{name} holds a text of {len(longest)} characters; a label has at most {LABEL}. Choose another column."
        )
    order: Callable[[str], float | str] = float if target.is_numeric else str
    return "binary" if len(values) == 2 else "multiclass", tuple(sorted(values, key=order))
