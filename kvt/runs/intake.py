"""Take runs in from a zip that anybody may have made: checked whole, then run by run."""

import re
import secrets
import stat
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kvt.errors import RunError
from kvt.runs.inspection import inspect
from kvt.runs.notes import Notes
from kvt.runs.run import Run
from kvt.runs.store import Store

MOST_RUNS = 10_000
MOST_FILES = 200_000
PIECE = 256 * 1024
# Deflate packs zeros a thousand times; what a run writes, ten times.
BOMB_RATIO, BOMB_SIZE = 200, 20_000_000
# What scripts and the server write: data by its suffix, one script, and three folders.
OWN = re.compile(r"train\.py|[a-z0-9_-]{1,60}\.(json|jsonl|txt|csv|npz|keras|tflite|onnx)", re.ASCII)
OWN_FOLDERS = {"tb", "model", "debugger"}
FOLDER = re.compile(r"(kvt-)?[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.=@+-]{0,199}", re.ASCII)
# All that zipfile raises over a file that is no zip, or was tampered with.
FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, LookupError, OverflowError, RuntimeError,
)  # fmt: skip


class Taken(NamedTuple):
    """The runs that came in, and a sentence for each that did not."""

    runs: Sequence[Run]
    refused: Sequence[str]


def take_in(store: Store, source: BinaryIO, *, workspace: str, room: int) -> Taken:
    """Bring every run of the zip `source` into `workspace`, with new ids, runs of one race together again.

    `room` is the most bytes that they may take. Raises RunError, and takes nothing in, where the archive itself is not
    to be trusted; a run that is damaged is left out alone.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            contents = _contents(archive, room)
            races: defaultdict[str, str] = defaultdict(lambda: secrets.token_urlsafe(8))
            return _take(store, archive, contents, workspace, races)
    except FAULTS as error:
        raise RunError("This is no zip, or a damaged one: choose one that was downloaded from kvt.") from error


def _take(
    store: Store,
    archive: zipfile.ZipFile,
    contents: Mapping[str, Mapping[str, zipfile.ZipInfo]],
    workspace: str,
    races: Mapping[str, str],
) -> Taken:
    runs: list[Run] = []
    refused: list[str] = []
    try:
        for name, entries in contents.items():
            try:
                with store.draft(workspace) as draft:
                    _unpack(archive, entries, draft.folder)
                    about, status = inspect(draft.folder)
                    status.write(draft.folder / "status.json")
                    _unpin(draft.folder / "notes.json")
                    run = draft.finish(about.model_copy(update={"race": races[about.race], "imported": True}))
                runs.append(run)
            except RunError as error:
                refused.append(f"{name[:80]}: {error}")
    except BaseException:
        for run in runs:
            store.discard(run)
        raise
    return Taken(runs, refused)


def _contents(archive: zipfile.ZipFile, room: int) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """The entries of each run's folder by their paths there. Raises RunError where one is not as kvt writes it."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if not entries:
        raise RunError("This zip is empty.")
    if len(entries) > MOST_FILES:
        raise RunError(f"This zip has {len(entries)} files, more than kvt takes at once ({MOST_FILES}).")
    size = sum(entry.file_size for entry in entries)
    if size > BOMB_SIZE and size > BOMB_RATIO * sum(entry.compress_size for entry in entries):
        raise RunError("This zip unpacks to hundreds of times its size, as no run does: it is not taken in.")
    if size > room:
        raise RunError(
            f"The runs in this zip need {size / 1e6:,.0f} MB, and {max(0, room) / 1e6:,.0f} MB are free: "
            "delete old runs, or take fewer along."
        )
    found: dict[str, dict[str, zipfile.ZipInfo]] = defaultdict(dict)
    seen: set[str] = set()
    for entry in entries:
        folder, path = _place(entry)
        if entry.orig_filename.casefold() in seen:
            raise RunError(f"This zip has {_quoted(entry)} twice.")
        seen.add(entry.orig_filename.casefold())
        found[folder][path] = entry
    if len(found) > MOST_RUNS:
        raise RunError(f"This zip has {len(found)} runs, more than kvt takes at once ({MOST_RUNS}).")
    return found


def _place(entry: zipfile.ZipInfo) -> tuple[str, str]:
    """The run's folder and the path in it; RunError for any that kvt does not write."""
    # As it stands in the archive: what zipfile has already mended (a backslash, a zero byte) is refused, too.
    folder, *parts = entry.orig_filename.split("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise RunError(f"This zip has {_quoted(entry)}, which is no plain file.")
    if entry.flag_bits & 1:
        raise RunError("This zip is encrypted: kvt’s are not.")
    known = (len(parts) == 1 and OWN.fullmatch(parts[0])) or (2 <= len(parts) <= 6 and parts[0] in OWN_FOLDERS)
    if not (FOLDER.fullmatch(folder) and known and all(map(PART.fullmatch, parts))):
        raise RunError(f"This zip has {_quoted(entry)}, which is no file of a run.")
    return folder, "/".join(parts)


def _unpack(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], folder: Path) -> None:
    for path, entry in entries.items():
        target = folder / path
        left = entry.file_size
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as source, target.open("xb") as file:
                while piece := source.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise RunError(f"{path} is longer than the zip says.")
                    file.write(piece)
        except FAULTS as error:
            raise RunError(f"{path} is damaged, or packed in a way that kvt does not write.") from error
        except OSError as error:
            raise RunError(f"{path} could not be written ({error.strerror or error}).") from error


def _unpin(path: Path) -> None:
    """A pin is of the place where it was given: here it would take room that nobody has given it."""
    notes = Notes.read(path)
    if notes.pinned:
        notes.but(pinned=False).write(path)


def _quoted(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    return repr(name if len(name) <= 80 else f"{name[:77]}…")
