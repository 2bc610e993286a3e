"""Bytes to rows of text. Everything that keeps a file from being a table is told by row and column.

Rows are counted as a spreadsheet counts them: the header is row 1. Cells are text and stay text: a formula is never
computed. One that begins with "=" is refused, since its value is not in the file.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from kvt.errors import DataError

MEGABYTES = 5  # some seconds' work for the process that serves everybody
COLUMNS = 2000
ROWS = range(20, 250_001)
NAME = 200
LONGEST = 1_000_000  # characters of one row: a file that is one row of commas would be ten million cells

SIGNATURES = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
}
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """A header and what stands below it. `rows` reads anew each time: 5 MB as lists of cells would be 75."""

    names: tuple[str, ...]
    delimiter: str
    encoding: str
    content: bytes

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row number, cells) with as many cells as there are names. DataError at the first row that is not so."""
        records = _records(self.content, self.encoding, self.delimiter)
        next(records)
        count = 0
        for number, cells in records:
            if len(cells) != len(self.names):
                raise DataError(
                    f"Row {number} has {_plural(len(cells), 'field')}, and the header has {len(self.names)}. "
                    "Give every row as many fields as the header; a field that holds the delimiter belongs in quotes."
                )
            if not any(cells):
                continue  # A spreadsheet saves the empty rows below its table as rows of commas.
            count += 1
            if count >= ROWS.stop:
                raise DataError(f"The file has more than {ROWS.stop - 1} rows. Take a sample of them.")
            yield number, cells
        if count not in ROWS:
            raise DataError(f"The file has {_plural(count, 'row')} below its header; at least {ROWS.start} are needed.")


def read(content: bytes) -> Table:
    """The table in `content`: comma, semicolon, tab or bar between fields, UTF-8 (or UTF-16 with its mark).

    Raises DataError with a sentence if there is none. Rows are checked as they are read, not here.
    """
    encoding = _encoding(content)
    delimiter = max(DELIMITERS, key=lambda candidate: _width(content, encoding, candidate))
    _, names = next(_records(content, encoding, delimiter), (1, []))
    _check_header(names)
    return Table(tuple(names), delimiter, encoding, content)


def short(value: str, length: int = 40) -> str:
    """`value` quoted, for a message; only its beginning if it is long."""
    return repr(value if len(value) <= length else value[: length - 1] + "…")


def _encoding(content: bytes) -> str:
    if not content.strip():
        raise DataError("The file is empty. Choose one with a header row and at least 20 rows below it.")
    if len(content) > MEGABYTES * 2**20:
        raise DataError(
            f"The file has {len(content) / 2**20:.1f} MB; at most {MEGABYTES} MB are taken. Take a sample of its rows."
        )
    for signature, what in SIGNATURES.items():
        if content.startswith(signature):
            raise DataError(f"The file is {what}, not a CSV. Export the table as CSV (UTF-8) and upload that.")
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"Row {row} holds the byte 0x{content[error.start]:02x}, which is no {encoding[:6].strip('-').upper()}. "
            "Save the table as CSV (UTF-8): to guess another encoding would be to spell names wrong without a word."
        ) from error
    if "\0" in text:
        raise DataError("The file holds NUL bytes, so it is no text. Export the table as CSV (UTF-8) and upload that.")
    return encoding


class _Lines:
    """What csv.reader reads, line by line; `left` characters may still come before a row ends."""

    def __init__(self, content: bytes, encoding: str) -> None:
        self.left = LONGEST
        self._text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise csv.Error(f"it has more than {LONGEST:,} characters")
        if not line:
            raise StopIteration
        return line


def _reader(content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    lines = _Lines(content, encoding)
    for cells in csv.reader(lines, delimiter=delimiter, strict=True):
        lines.left = LONGEST
        yield cells


def _records(content: bytes, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    reader = _reader(content, encoding, delimiter)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DataError(
                f"Row {number} cannot be read: {error}. Look for a quote that is not closed, or not doubled."
            ) from error
        if cells:
            yield number, [_clean(cell, number, column) for column, cell in enumerate(cells, 1)]


def _clean(cell: str, number: int, column: int) -> str:
    """Without blanks around it and without line breaks: what the eye sees."""
    cell = " ".join(cell.split())
    if cell.startswith("="):
        raise DataError(
            f"Row {number}, column {column}: {short(cell)} is a spreadsheet formula, and its value is not in the file. "
            "Paste the sheet as values and save it again."
        )
    return cell


def _width(content: bytes, encoding: str, delimiter: str) -> int:
    """Fields in the header if `delimiter` parts them."""
    try:
        return len(next(_reader(content, encoding, delimiter), []))
    except csv.Error:
        return 0


def _check_header(names: list[str]) -> None:
    if len(names) < 2:
        raise DataError(
            "The file has one column. One to predict and at least one to learn from are needed, with commas between."
        )
    if len(names) > COLUMNS:
        raise DataError(f"The file has {len(names)} columns; at most {COLUMNS} are taken. Leave some out.")
    for column, name in enumerate(names, 1):
        if not name:
            raise DataError(f"Column {column} has no name. Write one into the first row.")
        if len(name) > NAME:
            raise DataError(
                f"The name of column {column} has {len(name)} characters; at most {NAME} are taken. "
                "Write a header into the first row."
            )
        if names.index(name) + 1 < column:
            first = names.index(name) + 1
            raise DataError(f"Columns {first} and {column} are both named {short(name)}. Give each a name of its own.")
    if all(_is_number(name) for name in names):
        raise DataError(
            f"The first row holds numbers ({short(', '.join(names))}) where the columns' names belong. Add a header."
        )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + "s" * (count != 1)
