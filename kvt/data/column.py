"""What a column of text holds: numbers, or categories. Found from all of its cells in one pass."""

import math
import re
from dataclasses import dataclass, field

from kvt.data.table import Table, short
from kvt.errors import DataError

GAPS = frozenset({"", "na", "n/a", "#n/a", "nan", "-nan", "null", "none", "?", "-", "."})
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
LARGEST = 1e15  # Its square still fits float32, which goes to 3.4e38, a million times over.
NUMERIC_SHARE = 0.9  # From here on, a text among numbers is taken for a mistake.
DISTINCT = 1000  # More different values are not kept apart.


@dataclass
class Column:
    """Counts over the cells of one column; `first_text` and `too_large` are (row, cell) for a message."""

    name: str
    numbers: int = 0
    gaps: int = 0
    texts: int = 0
    decimal_commas: bool = False
    first_text: tuple[int, str] | None = None
    too_large: tuple[int, str] | None = None
    distinct: set[str] = field(default_factory=set)

    @property
    def is_numeric(self) -> bool:
        return self.numbers > 0 and self.texts == 0

    @property
    def is_constant(self) -> bool:
        values = {cell for cell in self.distinct if cell.lower() not in GAPS} if self.is_numeric else self.distinct
        return len(values) == 1

    def count(self, row: int, cell: str, decimal_comma: bool) -> None:
        if cell.lower() in GAPS:
            self.gaps += 1
        elif (value := number(cell, decimal_comma)) is None:
            self.texts += 1
            self.first_text = self.first_text or (row, cell)
        else:
            self.numbers += 1
            self.decimal_commas |= "," in cell
            if not abs(value) <= LARGEST:
                self.too_large = self.too_large or (row, cell)
        if len(self.distinct) <= DISTINCT:
            self.distinct.add(cell)

    def check(self) -> None:
        """Raise DataError if a few cells are unlike all others, or cannot be computed with."""
        filled = self.numbers + self.texts
        if self.texts and self.first_text and self.numbers >= NUMERIC_SHARE * filled:
            row, cell = self.first_text
            raise DataError(
                f"Row {row}, column {short(self.name)}: {short(cell)} is no number, and {self.numbers} of "
                f"{filled} cells are. Correct it or leave it empty."
            )
        if self.is_numeric and self.too_large:
            row, cell = self.too_large
            raise DataError(
                f"Row {row}, column {short(self.name)}: {short(cell)} is infinite or beyond ±{LARGEST:.0e}, "
                "too large to compute with in 32 bits. Correct it, or give the column another unit."
            )


def survey(table: Table) -> list[Column]:
    """The columns of `table`, every cell read. DataError by row and column for what is wrong."""
    columns = [Column(name) for name in table.names]
    decimal_comma = table.delimiter != ","
    for row, cells in table.rows():
        for column, cell in zip(columns, cells, strict=True):
            column.count(row, cell, decimal_comma)
    for column in columns:
        column.check()
    return columns


def number(cell: str, decimal_comma: bool = False) -> float | None:
    """The number in `cell`, None if it is text. 3,14 is one only in a file whose fields are not parted by commas."""
    if decimal_comma and DECIMAL_COMMA.fullmatch(cell):
        cell = cell.replace(",", ".")
    if "_" in cell:  # Python reads 1_000; nobody else does.
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def canonical(cell: str, decimal_comma: bool = False) -> str:
    """One spelling for one number, so that 1, 1.0 and 01 are one label; nothing for a gap."""
    value = number(cell, decimal_comma)
    if value is None or math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)
