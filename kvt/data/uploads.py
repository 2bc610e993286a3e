"""Uploaded tables, each kept once under the digest of its content: `<root>/<workspace>/<digest>.csv`.

What is kept is a plain spelling of what was uploaded (UTF-8, commas, numbers with a point, gaps in numbers left empty),
so that a script reads with one line of pandas what was described here.
"""

import csv
import hashlib
import io
import os
import re
import tempfile
from pathlib import Path

from kvt.data.column import canonical, survey
from kvt.data.table import Table, read
from kvt.errors import DataError

KEPT = 10  # tables a workspace


def save(root: Path, workspace: str, content: bytes) -> str:
    """Keep the table in `content`; its digest (SHA-256, hexadecimal) names it from now on.

    Raises DataError if it is no table that can be learned from, or if there is no room to keep it.
    """
    plain = normalised(read(content))
    digest = hashlib.sha256(plain).hexdigest()
    target = _path(root, workspace, digest)
    try:
        _write(target, plain)
        _tidy(target.parent)
    except OSError as error:
        raise DataError(
            f"The file could not be kept: {error.strerror}. Make room on the disk and upload it again."
        ) from error
    return digest


def path(root: Path, workspace: str, digest: str) -> Path:
    """Where the table lies. Raises DataError if it is gone or was uploaded by somebody else."""
    found = _path(root, workspace, digest)
    if not found.is_file():
        raise DataError("The uploaded file is not here any more. Upload it again.")
    return found


def normalised(table: Table) -> bytes:
    """`table` as UTF-8 with commas, one spelling a number. Raises DataError by row and column."""
    columns = survey(table)
    decimal_comma = table.delimiter != ","
    plain = io.BytesIO()
    out = io.TextIOWrapper(plain, "utf-8", newline="", write_through=True)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    for _, cells in table.rows():
        writer.writerow(
            canonical(cell, decimal_comma) if column.is_numeric else cell
            for column, cell in zip(columns, cells, strict=True)
        )
    out.flush()
    return plain.getvalue()


def _path(root: Path, workspace: str, digest: str) -> Path:
    # Both come from outside and become a path: nothing but names made here may pass.
    if not re.fullmatch(r"[\w-]{1,64}", workspace, re.ASCII) or not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise DataError("There is no such uploaded file. Upload it again.")
    return root / workspace / f"{digest}.csv"


def _tidy(folder: Path) -> None:
    """Let go of the oldest tables; runs have copies of their own."""
    for old in sorted(folder.glob("*.csv"), key=lambda path: path.stat().st_mtime_ns)[:-KEPT]:
        old.unlink(missing_ok=True)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
