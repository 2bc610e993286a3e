"""One run: a folder, and who wrote what in it. Whoever knows its id may read it."""

import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from kvt.errors import RunError
from kvt.runs.history import History
from kvt.runs.notes import Notes
from kvt.runs.status import Status
from kvt.runs.tail import follow
from kvt.spec import Spec

Model = TypeVar("Model", bound=BaseModel)

ENDING = (b'\n{"kind": "stopping"', b'\n{"kind": "trained"')  # how lines begin that say so
GIVEN = ("data.csv", "start.npz")
TAIL = 16_384  # bytes read from the end of a file to find its last lines
LONG_TAIL = 4 * 2**20  # to find what was told before the last steps: a call of many epochs is one line


class About(BaseModel):
    """Where a run came from: `race` groups the runs of one press of the button, `position` is its place among them.

    Of a `sweep`, by its id, it is a trial: the number of that is its position. An `imported` run was brought as a zip:
    its script and its model are somebody's, and are never executed or loaded.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    workspace: str
    page: str = ""
    race: str = ""
    created: float
    position: int = 0
    imported: bool = False
    sweep: str = ""


@dataclass(frozen=True)
class Run:
    """A run's folder. Nothing is read before it is asked for; what never changes is read once."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def workspace(self) -> str:
        return self.folder.parent.name

    @property
    def spec_path(self) -> Path:
        return self.folder / "spec.json"

    @property
    def script_path(self) -> Path:
        return self.folder / "train.py"

    @property
    def status_path(self) -> Path:
        return self.folder / "status.json"

    @property
    def notes_path(self) -> Path:
        return self.folder / "notes.json"

    @property
    def events_path(self) -> Path:
        return self.folder / "events.jsonl"

    @property
    def log_path(self) -> Path:
        return self.folder / "log.txt"

    @property
    def weights_path(self) -> Path:
        return self.folder / "weights.npz"

    @property
    def state_path(self) -> Path:
        """All that a run which goes on from here must know. It is not there where that could not be kept."""
        return self.folder / "state.npz"

    @property
    def images_path(self) -> Path:
        return self.folder / "images.npz"

    @property
    def model_path(self) -> Path:
        """The trained model: a Keras file, or a SavedModel folder where no Keras was there. It may not exist."""
        keras = self.folder / "model.keras"
        return keras if keras.exists() else self.folder / "model"

    @property
    def dump_path(self) -> Path:
        """The folder of TensorFlow's debugger, where the run was started with it."""
        return self.folder / "debugger"

    @cached_property
    def about(self) -> About:
        return _parsed(About, self.folder / "about.json")

    @cached_property
    def spec(self) -> Spec:
        """What was trained. RunError if the file is gone or was written by a kvt that knew other options."""
        return _parsed(Spec, self.spec_path)

    @cached_property
    def script(self) -> str:
        """The text of train.py: what is shown, what ran, what is taken along."""
        try:
            return self.script_path.read_text(encoding="utf-8")
        except OSError as error:
            raise _gone(self.script_path) from error

    @property
    def status(self) -> Status:
        return Status.read(self.status_path)

    @property
    def notes(self) -> Notes:
        """Its visitor's tags, note and pin."""
        return Notes.read(self.notes_path)

    def given(self) -> dict[str, Path]:
        """The files that were laid into the folder for the script to read, by name."""
        return {name: path for name in GIVEN if (path := self.folder / name).is_file()}

    def history(self) -> History:
        """All that the script has told so far."""
        events, _ = follow(self.events_path)
        return History.fold(events)

    def weights(self) -> list[np.ndarray]:
        """The trained variables in the order of every route: [] until the script has saved them."""
        saved = _arrays(self.weights_path)
        try:
            return [saved[f"arr_{index}"] for index in range(len(saved))]
        except KeyError:
            return []

    def images(self) -> dict[str, np.ndarray]:
        """Some held-out images and what the model makes of them, by the names in the script: {} if none were kept."""
        return _arrays(self.images_path)

    def end(self) -> dict[str, Any] | None:
        """The script's own last word, an event of kind "end", if it came to say it."""
        event = _event(_tail(self.events_path).rstrip(b"\n").rpartition(b"\n")[2])
        return event if event.get("kind") == "end" else None

    def is_ending(self) -> bool:
        """Whether it has told that it takes no step more: what is left is to tidy up, and to save its model."""
        told = b"\n" + _tail(self.events_path, LONG_TAIL)
        return any(line in told for line in ENDING)

    def log(self, lines: int = 20) -> str:
        """The last lines of what the process printed, standard output and errors together."""
        text = _tail(self.log_path).decode("utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def size(self) -> int:
        """Bytes on the disk."""
        return sum(_size(path) for path in files(self.folder))

    def zip(self, target: BinaryIO) -> None:
        """Write the whole folder as a zip into `target`, also while the run goes on: what is there by then."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
            for path in sorted(files(self.folder)):
                if path.name.startswith("."):
                    continue  # a draft that is about to be renamed
                try:
                    archive.write(path, Path(f"kvt-{self.id}") / path.relative_to(self.folder))
                except FileNotFoundError:
                    continue  # gone since it was listed


def files(folder: Path) -> Iterator[Path]:
    """Every regular file below `folder`; links are not followed, so nothing outside is ever read."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _arrays(path: Path) -> dict[str, np.ndarray]:
    """What an .npz holds: nothing where it is not there, or not whole yet."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            return {name: saved[name] for name in saved.files}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        return {}


def _event(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _tail(path: Path, size: int = TAIL) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - size))
            return file.read()
    except OSError:
        return b""


def _parsed(model: type[Model], path: Path) -> Model:
    try:
        return model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise _gone(path) from error
    except ValidationError as error:
        raise RunError(f"This run's {path.name} is damaged or of another version of kvt: run it again.") from error


def _gone(path: Path) -> RunError:
    return RunError(f"This run's {path.name} is no longer there: run it again.")
