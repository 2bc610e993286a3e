"""Where runs are kept: `<root>/<workspace>/<run id>/`. The folders are the only truth."""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import platformdirs

from kvt.errors import RunError
from kvt.runs.run import About, Run
from kvt.runs.status import Status
from kvt.spec import Spec

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
CACHED = 2000  # runs whose about.json and spec.json are kept in memory, a few kB each
DRAFT, DOOMED = ".new-", ".gone-"  # folders on their way in and out: nobody's run


def home() -> Path:
    """$KVT_HOME, or the folder where this system keeps an application's data."""
    chosen = os.environ.get("KVT_HOME")
    return Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path("kvt", appauthor=False)


class Store:
    """Every run of every workspace below one root. Safe to use from many threads."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or home() / "runs"
        self._runs: dict[str, Run] = {}
        self._sizes: dict[str, int] = {}

    def create(
        self,
        spec: Spec,
        script: str,
        *,
        workspace: str,
        page: str = "",
        race: str = "",
        position: int = 0,
        data: bytes | Path | None = None,
        now: float | None = None,
    ) -> Run:
        """A new run, queued, its folder complete or not there at all; `data` is the CSV of a spec that names one.

        Raises RunError when the disk does not take it, or when the CSV is missing.
        """
        if spec.dataset.kind == "csv" and data is None:
            raise RunError("The CSV file of this experiment is not there: upload it again.")
        if not NAME.fullmatch(workspace):
            raise RunError("This workspace's name cannot be a folder's: reload the page.")
        now = time.time() if now is None else now
        id = _new_id()
        about = About(id=id, workspace=workspace, page=page, race=race or id, created=now, position=position)
        draft, folder = self.root / workspace / f"{DRAFT}{id}", self.root / workspace / id
        try:
            draft.mkdir(parents=True)
            (draft / "spec.json").write_text(spec.model_dump_json(), encoding="utf-8")
            (draft / "about.json").write_text(about.model_dump_json(), encoding="utf-8")
            (draft / "train.py").write_text(script, encoding="utf-8", newline="\n")
            if isinstance(data, bytes):
                (draft / "data.csv").write_bytes(data)
            elif data is not None:
                shutil.copyfile(data, draft / "data.csv")
            Status(state="queued", queued=now).write(draft / "status.json")
            draft.rename(folder)
        except OSError as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise RunError(
                f"The run could not be written to the disk ({error.strerror or error}): delete old runs, or free space."
            ) from error
        return self._kept(Run(folder))

    def get(self, id: str) -> Run:
        """The run of that id, whosever it is: the id is the permission. Raises RunError if there is none."""
        run = self._runs.get(id)
        if run is None and NAME.fullmatch(id):
            run = next((Run(folder / id) for folder in self._workspaces() if (folder / id).is_dir()), None)
        if run is None or not run.folder.is_dir():
            self._runs.pop(id, None)
            raise RunError("There is no such run: it was deleted, or its address is not complete.")
        return self._kept(run)

    def list(self, workspace: str) -> Sequence[Run]:
        """A workspace's runs, newest first; those of one race in their order. Damaged ones are left out."""
        if not NAME.fullmatch(workspace):
            return []
        runs = [run for run in self._in(self.root / workspace) if _readable(run)]
        return sorted(runs, key=lambda run: (-run.about.created, run.about.position))

    def latest_race(self, workspace: str, page: str) -> Sequence[Run]:
        """The runs of the last press of the button on `page`, in their order; [] before the first."""
        runs = [run for run in self.list(workspace) if run.about.page == page]
        race = [run for run in runs if run.about.race == runs[0].about.race]
        return sorted(race, key=lambda run: run.about.position)

    def all(self) -> Iterator[Run]:
        """Every run of every workspace, in no order."""
        for folder in self._workspaces():
            yield from self._in(folder)

    def delete(self, run: Run) -> None:
        """Remove a run that has ended. Raises RunError while it goes on."""
        if run.status.active:
            raise RunError("This run is still going: stop it first.")
        self.discard(run)

    def tidy(self, workspace: str, *, runs: int, size: int) -> int:
        """Remove a workspace's oldest ended runs until at most `runs` of at most `size` bytes are left; how many went.

        What is going on stays, and so does the latest race of every page: it is on somebody's screen.
        """
        kept = total = removed = 0
        latest: dict[str, str] = {}
        for run in self.list(workspace):
            active = run.status.active
            kept, total = kept + 1, total + self._size(run, active)
            if latest.setdefault(run.about.page, run.about.race) == run.about.race or active:
                continue
            if kept > runs or total > size:
                kept, total, removed = kept - 1, total - self._size(run, active), removed + 1
                self.discard(run)
        return removed

    def shrink(self, size: int) -> int:
        """Remove the oldest ended runs of all workspaces until at most `size` bytes are left; how many went."""
        runs = sorted((run for run in self.all() if _readable(run)), key=lambda run: run.about.created)
        active = {run.id for run in runs if run.status.active}
        total, removed = sum(self._size(run, run.id in active) for run in runs), 0
        for run in runs:
            if total <= size:
                break
            if run.id not in active:
                total, removed = total - self._size(run, False), removed + 1
                self.discard(run)
        return removed

    def sweep(self) -> None:
        """Remove what an interrupted creation or deletion left behind. Only for the one server that owns the root."""
        for folder in self._workspaces():
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
        self._runs.pop(run.id, None)
        self._sizes.pop(run.id, None)

    def _size(self, run: Run, active: bool) -> int:
        if active:
            return run.size()
        if run.id not in self._sizes:
            self._sizes[run.id] = run.size()
        return self._sizes[run.id]

    def _in(self, folder: Path) -> Iterator[Run]:
        for name in _names(folder):
            if NAME.fullmatch(name):
                yield self._runs.get(name) or self._kept(Run(folder / name))

    def _kept(self, run: Run) -> Run:
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


def _readable(run: Run) -> bool:
    try:
        return bool(run.about)
    except RunError:
        return False


def _new_id() -> str:
    """Sixteen characters that nobody guesses; the first is no dash, which a command line would take for an option."""
    while not NAME.fullmatch(id := secrets.token_urlsafe(12)):
        pass
    return id
