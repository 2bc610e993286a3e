"""Where runs are kept: `<root>/<workspace>/<run id>/`. The folders are the only truth."""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Required, TypedDict, Unpack

import platformdirs

from kvt.errors import RunError
from kvt.runs import trash
from kvt.runs.listing import Listing, Listings, readable
from kvt.runs.run import About, Run
from kvt.runs.status import Status
from kvt.spec import Spec

if TYPE_CHECKING:
    from kvt.runs.index import Index

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
CACHED = 2000  # runs whose about.json and spec.json are kept in memory, a few kB each
Files = Mapping[str, bytes | Path | None]  # by name within the run's folder; None: there is none
DRAFT, DOOMED = ".new-", ".gone-"  # folders on their way in and out: nobody's run


class Place(TypedDict, total=False):
    """Where a run belongs: what About says of it, and the `files` that are laid into its folder."""

    workspace: Required[str]
    page: str
    race: str
    sweep: str
    position: int  # among the runs of its race, or the trials of its sweep
    files: Files | None


def home() -> Path:
    """$KVT_HOME, or the folder where this system keeps an application's data."""
    chosen = os.environ.get("KVT_HOME")
    return Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path("kvt", appauthor=False)


@dataclass(frozen=True)
class Draft:
    """A run's folder before it is a run's."""

    store: "Store"
    id: str
    folder: Path

    def finish(self, about: About) -> Run:
        """Make it a run, which came from where `about` says; its id and its workspace are the draft's."""
        own = {"id": self.id, "workspace": self.folder.parent.name}
        (self.folder / "about.json").write_text(about.model_copy(update=own).model_dump_json(), encoding="utf-8")
        return self.store.keep(Run(self.folder.rename(self.folder.with_name(self.id))))


class Store:
    """Every run of every workspace below one root. Safe to use from many threads."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or home() / "runs"
        self._runs: dict[str, Run] = {}
        self._sizes: dict[str, int] = {}
        self._ended: set[str] = set()
        self._listings = Listings(lambda folder: self._runs.get(folder.name) or Run(folder), NAME.fullmatch)

    @cached_property
    def index(self) -> "Index":
        """The table of all runs; made at the first use, since SQLAlchemy takes its time to be imported."""
        from kvt.runs.index import Index

        return Index(self.root)

    def create(self, spec: Spec, script: str, *, now: float | None = None, **place: Unpack[Place]) -> Run:
        """A new run, queued, its folder complete or not there at all; `files` are laid into it for the script to read.

        These are data.csv for a spec that names a table, and start.npz for one that goes on where another run ended.
        Raises RunError when the disk does not take it, or when one of these is missing.
        """
        given = {name: source for name, source in (place.get("files") or {}).items() if source is not None}
        if spec.dataset.kind == "csv" and "data.csv" not in given:
            raise RunError("The CSV file of this experiment is not there: upload it again.")
        if spec.start.epochs_done and "start.npz" not in given:
            raise RunError("What the earlier run has left is not there: start it anew.")
        now = time.time() if now is None else now
        with self.draft(place["workspace"]) as draft:
            (draft.folder / "spec.json").write_text(spec.model_dump_json(), encoding="utf-8")
            (draft.folder / "train.py").write_text(script, encoding="utf-8", newline="\n")
            for name, source in given.items():
                if isinstance(source, bytes):
                    (draft.folder / name).write_bytes(source)
                else:
                    shutil.copyfile(source, draft.folder / name)
            Status(state="queued", queued=now).write(draft.folder / "status.json")
            return draft.finish(
                About(**{**place, "race": place.get("race") or draft.id, "id": draft.id, "created": now})
            )

    @contextmanager
    def draft(self, workspace: str) -> Iterator["Draft"]:
        """A folder for a run that is to be, with an id of its own: a run once finished, and gone if it never is.

        Raises RunError when the disk does not take it.
        """
        if not NAME.fullmatch(workspace):
            raise RunError("This workspace's name cannot be a folder's: reload the page.")
        id = _new_id()
        folder = self.root / workspace / f"{DRAFT}{id}"
        try:
            folder.mkdir(parents=True)
            yield Draft(self, id, folder)
        except OSError as error:
            raise RunError(
                f"The run could not be written to the disk ({error.strerror or error}): delete old runs, or free space."
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def get(self, id: str) -> Run:
        """The run of that id, whosever it is: the id is the permission. Raises RunError if there is none."""
        run = self._runs.get(id)
        if run is None and NAME.fullmatch(id):
            # As text: anybody may ask for ids that there are not, and a Path each would take three times as long.
            found = (f"{self.root}/{name}/{id}" for name in _names(self.root) if NAME.fullmatch(name))
            run = next((Run(Path(folder)) for folder in found if os.path.isdir(folder)), None)
        if run is None or not run.folder.is_dir():
            self._runs.pop(id, None)
            raise RunError("There is no such run: it was deleted, or its address is not complete.")
        return self.keep(run)

    def list(self, workspace: str) -> Sequence[Run]:
        """A workspace's runs, newest first; those of one race in their order. Damaged ones are left out."""
        return [*self._listing(workspace).runs]

    def of_page(self, workspace: str, page: str) -> Sequence[Run]:
        """The same of the runs that `page` started here; what was imported is shown on its own page alone."""
        return [*self._listing(workspace).pages.get(page, ())]

    def latest_race(self, workspace: str, page: str) -> Sequence[Run]:
        """The runs of the last press of the button on `page`, in their order; [] before the first."""
        runs = self.of_page(workspace, page)
        race = [run for run in runs if run.about.race == runs[0].about.race]
        return sorted(race, key=lambda run: run.about.position)

    def all(self) -> Iterator[Run]:
        """Every run of every workspace, in no order."""
        for folder in self._workspaces():
            yield from self._in(folder)

    def delete(self, run: Run, now: float | None = None) -> None:
        """Move a run that has ended to the trash. Raises RunError while it goes on."""
        if self._active(run):
            raise RunError("This run is still going: stop it first.")
        trash.put(run.folder, time.time() if now is None else now)
        self._forget(run)

    def trashed(self, workspace: str) -> Sequence[trash.Trashed]:
        """What the workspace deleted lately, the last first."""
        if not NAME.fullmatch(workspace):
            return []
        return sorted(trash.contents(self.root / workspace), key=lambda item: -item.deleted)

    def restore(self, workspace: str, id: str) -> Run:
        """Undo a deletion. Raises RunError where the run is gone for good."""
        for item in self.trashed(workspace):
            if item.id == id:
                return self.keep(Run(trash.restore(item)))
        raise RunError("The run is gone for good: its room was needed.")

    def empty_trash(self, workspace: str) -> int:
        """Remove for good what the workspace deleted; how many went."""
        return trash.empty(self.root / workspace) if NAME.fullmatch(workspace) else 0

    def tidy(self, workspace: str, *, runs: int, size: int, now: float | None = None) -> int:
        """Remove a workspace's oldest ended runs until at most `runs` of at most `size` bytes are left; how many went.

        What is going on stays, what is pinned, and the latest race or sweep of every page: it is on somebody's screen.
        What lies in the trash goes first.
        """
        now = time.time() if now is None else now
        trash.empty(self.root / workspace, before=now - trash.KEPT)
        kept = total = removed = 0
        latest: dict[str, str] = {}
        for run in self.list(workspace):
            active = self._active(run)
            kept, total = kept + 1, total + self._size(run, active)
            group = run.about.sweep or run.about.race
            if latest.setdefault(run.about.page, group) == group or active:
                continue
            if (kept > runs or total > size) and not run.notes.pinned:
                kept, total, removed = kept - 1, total - self._size(run, active), removed + 1
                self.discard(run)
        if removed or total > size:
            self.empty_trash(workspace)
        return removed

    def shrink(self, size: int) -> int:
        """Remove the oldest ended runs of all workspaces until at most `size` bytes are left; how many went.

        What is pinned stays: a visitor can pin only so much.
        """
        runs = sorted((run for run in self.all() if readable(run)), key=lambda run: run.about.created)
        active = {run.id for run in runs if self._active(run)}
        total, removed = sum(self._size(run, run.id in active) for run in runs), 0
        for run in runs:
            if total <= size:
                break
            if run.id not in active and not run.notes.pinned:
                total, removed = total - self._size(run, False), removed + 1
                self.discard(run)
        return removed

    def sweep(self) -> None:
        """Remove what an interrupted creation or deletion left behind, and old trash.

        Only for the one server that owns the root.
        """
        for folder in self._workspaces():
            trash.empty(folder, before=time.time() - trash.KEPT)
            for name in _names(folder):
                if name.startswith((DRAFT, DOOMED)):
                    shutil.rmtree(folder / name, ignore_errors=True)

    def discard(self, run: Run) -> None:
        """Remove a run whatever it does: the manager's way back when a race could not be written whole."""
        doomed = run.folder.with_name(f"{DOOMED}{run.id}")
        try:
            run.folder.rename(doomed)  # at once, so that no reader finds half a run
        except OSError:
            doomed = run.folder
        shutil.rmtree(doomed, ignore_errors=True)
        self._forget(run)

    def _forget(self, run: Run) -> None:
        self._runs.pop(run.id, None)
        self._sizes.pop(run.id, None)
        self._ended.discard(run.id)

    def _active(self, run: Run) -> bool:
        """Whether it waits or runs. What has ended stays so, and is not read again."""
        if run.id in self._ended:
            return False
        if active := run.status.active:
            return active
        self._ended.add(run.id)
        return False

    def _size(self, run: Run, active: bool) -> int:
        if active:
            return run.size()
        if run.id not in self._sizes:
            self._sizes[run.id] = run.size()
        return self._sizes[run.id]

    def _listing(self, workspace: str) -> Listing:
        return self._listings(self.root / workspace) if NAME.fullmatch(workspace) else Listing(0, 0, (), {})

    def _in(self, folder: Path) -> Iterator[Run]:
        for name in _names(folder):
            if NAME.fullmatch(name):
                yield self._runs.get(name) or self.keep(Run(folder / name))

    def keep(self, run: Run) -> Run:
        """One Run a folder, so that what it has read is read once; but not thousands of them."""
        if len(self._runs) >= CACHED:
            self._runs.clear()
        return self._runs.setdefault(run.id, run)

    def _workspaces(self) -> Iterator[Path]:
        return (self.root / name for name in _names(self.root) if NAME.fullmatch(name))


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _new_id() -> str:
    """Sixteen characters that nobody guesses; the first is no dash, which a command line would take for an option."""
    while not NAME.fullmatch(id := secrets.token_urlsafe(12)):
        pass
    return id
