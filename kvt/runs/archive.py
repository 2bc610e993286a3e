"""Runs as one zip: a folder a run, written piece by piece, so that gigabytes pass through a few hundred kilobytes."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kvt.runs.run import Run, files

PIECE = 256 * 1024


class _Line(io.RawIOBase):
    """What was written and not yet fetched."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def, override]
        self._pieces.append(bytes(data))
        return len(data)

    def fetch(self) -> bytes:
        found, self._pieces = b"".join(self._pieces), []
        return found


def stream(runs: Iterable[Run]) -> Iterator[bytes]:
    """The zip of `runs`, in pieces. What is gone by the time it is its turn is left out."""
    line = _Line()
    with zipfile.ZipFile(line, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for run in runs:
            for path in sorted(files(run.folder)):
                if not path.name.startswith("."):  # a draft that is about to be renamed
                    yield from _add(archive, line, path, Path(f"kvt-{run.id}") / path.relative_to(run.folder))
    yield line.fetch()


def _add(archive: zipfile.ZipFile, line: _Line, path: Path, name: Path) -> Iterator[bytes]:
    try:
        entry = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
        source = path.open("rb")
    except OSError:
        return
    entry.compress_type = zipfile.ZIP_DEFLATED
    with source, archive.open(entry, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            target.write(piece)
            yield line.fetch()
