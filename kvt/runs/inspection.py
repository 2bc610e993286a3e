"""Whether a run that somebody brings is one that kvt's pages can show: every file of it read as if meant to do harm."""

import io
import math
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from kvt.errors import RunError
from kvt.runs.event import Event
from kvt.runs.history import History
from kvt.runs.notes import Notes
from kvt.runs.records import check_records
from kvt.runs.run import About, Run
from kvt.runs.status import Status
from kvt.runs.tail import follow
from kvt.spec import Spec

TEXT = 1024 * 1024  # bytes of spec.json and the like
SCRIPT = 100 * 1024  # bytes of train.py, three times the longest: a browser colours each word of it
WEIGHTS = 64 * 1024 * 1024  # bytes of all variables, unpacked
# Read whole and parsed, in the process that serves everybody: a byte may become twenty.
EVENTS, LINE, MOST_EVENTS = 64 * 1024 * 1024, 4 * 1024 * 1024, 100_000
MOST_EPOCHS, MOST_STEPS = 10_000, 100_000_000
LATEST = 4e9  # Unix seconds: a century is room enough
PAGE = re.compile(r"[a-z0-9_]{0,40}(:[a-z0-9_]{1,40})?", re.ASCII)

# Numbers that size an array or a picture, and what they may be at most.
COUNTS: dict[str, dict[str, int]] = {
    "start": {
        "epochs": MOST_EPOCHS,
        "epochs_done": MOST_EPOCHS,
        "steps_per_epoch": 10_000_000,
        "batch_size": 1_000_000,
        "parameters": 10**12,
    },
    "steps": {"first": MOST_STEPS, "count": MOST_STEPS, "stride": 1_000_000},
    "epochs": {"first": MOST_EPOCHS, "count": MOST_EPOCHS},
    "boundary": {"step": MOST_STEPS, "size": 1024},
    "points": {"features": 2},
    "curve": {"step": MOST_STEPS},
    "confusion": {"step": MOST_STEPS, "classes": 1000},
    "nan": {"step": MOST_STEPS},
    "end": {"steps": MOST_STEPS, "epochs": MOST_EPOCHS},
}
FAULTS = (RunError, ValueError, TypeError, KeyError, IndexError, ArithmeticError, MemoryError, RecursionError)


def inspect(folder: Path) -> tuple[About, Status]:
    """Look into every file of a run; where it came from, and its status with nothing in it that goes on.

    Raises RunError, which names the file, where one is missing, damaged or out of all bounds.
    """
    run = Run(folder)
    for path in (run.spec_path, run.script_path, run.status_path, folder / "about.json"):
        if not path.is_file():
            raise RunError(f"{path.name} is missing.")
    for path in (*folder.glob("*.json"), run.script_path):
        if path.stat().st_size > (SCRIPT if path == run.script_path else TEXT):
            raise RunError(f"{path.name} is larger than a run’s ever is.")
    about, status = _about(folder / "about.json"), _status(run.status_path)
    _parsed(Spec, run.spec_path)
    if run.notes_path.exists():
        _parsed(Notes, run.notes_path)
    try:
        run.script_path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RunError("train.py is no text.") from error
    if run.spec.dataset.kind == "csv" and not (folder / "data.csv").is_file():
        raise RunError("data.csv is missing, which its spec learns from.")
    if run.spec.start.epochs_done and not (folder / "start.npz").is_file():
        raise RunError("start.npz is missing, from which its spec goes on.")
    check_events(run.events_path)
    check_records(folder / "tb")
    for path in folder.glob("*.npz"):
        check_arrays(path)
    return about, status


def check_events(path: Path) -> None:
    """Raise RunError where events would make a reader fail, or take memory without measure."""
    if not path.exists():
        return
    if path.stat().st_size > EVENTS:
        raise RunError("events.jsonl is larger than a run’s ever is.")
    try:
        _check_lines(path)
        events, _ = follow(path)
        check_counts(events)
        with np.errstate(all="ignore"):
            history = History.fold(events)
            _ = history.epoch_loss, history.epoch_metric, history.running_loss, history.steady_steps_per_second
    except FAULTS as error:
        raise RunError("events.jsonl is damaged.") from error
    if history.start and history.steps.size and history.steps.max() > history.total_steps:
        raise RunError("events.jsonl is damaged: it tells of more steps than were planned.")


def _check_lines(path: Path) -> None:
    """Raise ValueError where a line is too long to be parsed, or there are too many."""
    with path.open("rb") as file:
        for count, line in enumerate(iter(lambda: file.readline(LINE + 1), b"")):
            if len(line) > LINE or count >= MOST_EVENTS:
                raise ValueError("lines without measure")


def check_counts(events: Iterable[Event]) -> None:
    """Raise ValueError where a number that sizes something is none, or too large."""
    has_start = False
    for event in events:
        if event.kind == "start":
            if has_start:
                raise ValueError("a second start")
            has_start = True
            if event["metric"] not in ("accuracy", "mae"):
                raise ValueError("an unknown metric")
            if not isinstance(event.fields.get("versions", {}), dict):
                raise ValueError("versions that are none")
        for name, most in COUNTS.get(event.kind, {}).items():
            least = 1 if name in ("first", "stride", "features", "epochs", "steps_per_epoch") else 0
            value = event.fields.get(name, least)
            if event.kind == "end":
                least = 0
            if type(value) is not int or not least <= value <= most:
                raise ValueError(f"{name} is {value!r}")
        if event.kind == "end":
            for name in ("time", "training_seconds", "first_call_seconds", "cpu_seconds", "peak_memory"):
                _check_number(event.fields.get(name, 0.0))


def check_arrays(path: Path) -> None:
    """Raise RunError where an .npz is none, or its arrays would be larger than it says."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            # Beside the weights a state holds what the optimizer keeps of each.
            most = 4 * WEIGHTS if path.stem in ("state", "start") else WEIGHTS
            if sum(entry.file_size for entry in entries) > most:
                raise RunError(f"{path.name} unpacks to more than a model’s weights are.")
            for entry in entries:
                _check_array(entry, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, *FAULTS) as error:
        raise error if isinstance(error, RunError) else RunError(f"{path.name} is damaged.") from error


def _check_array(entry: zipfile.ZipInfo, archive: zipfile.ZipFile) -> None:
    with archive.open(entry) as file:
        head = io.BytesIO(file.read(65_536))
    version = np.lib.format.read_magic(head)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(head)
    if dtype.hasobject or math.prod(shape) * dtype.itemsize > entry.file_size:
        raise ValueError("an array that is not what it says")


def _about(path: Path) -> About:
    about = _parsed(About, path)
    if not PAGE.fullmatch(about.page) or len(about.race) > 64:
        raise RunError("about.json names a page that kvt does not have.")
    if not (math.isfinite(about.created) and 0 <= about.created < LATEST and 0 <= about.position < 10_000):
        raise RunError("about.json has a date that is none.")
    return about


def _status(path: Path) -> Status:
    status = _parsed(Status, path)
    for moment in (status.queued, status.started, status.ended):
        if moment is not None and not (math.isfinite(moment) and 0 <= moment < LATEST):
            raise RunError("status.json has a date that is none.")
    if len(status.reason) > 4000 or abs(status.peak_memory or 0) > 2**50 or abs(status.exit_code or 0) > 2**31:
        raise RunError("status.json is out of all bounds.")
    if status.active:
        reason = "It still went on when it was taken along: what it had told by then is here."
        status = status.but(state="lost", reason=reason)
    return status.but(pid=None, pid_started=None)


def _check_number(value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > 1e18:
        raise ValueError("a figure that is none")


def _parsed(model: type, path: Path) -> Any:
    try:
        return model.model_validate_json(path.read_bytes())
    except (ValidationError, RecursionError) as error:
        raise RunError(f"{path.name} is damaged, or of another version of kvt.") from error
