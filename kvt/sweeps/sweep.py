"""A sweep is a folder, too: what was asked for, how it stands, and the study's journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from kvt.errors import RunError
from kvt.runs.whole import write_whole
from kvt.spec import Spec
from kvt.sweeps.search import Search

State = Literal["running", "paused", "stopped", "completed"]


class Plan(BaseModel):
    """What was asked for: written once. `seed` is the sampler's, so that a sweep can be had again."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    workspace: str
    created: float
    base: Spec
    search: Search
    seed: int = 0


class Standing(BaseModel):
    """How it stands. `seconds` counts the time in which it was running; `absent` says that it waits for its visitor."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: State
    reason: str = ""
    absent: bool = False
    seconds: float = 0.0

    @property
    def active(self) -> bool:
        """Whether more may come."""
        return self.state in ("running", "paused")


@dataclass(frozen=True)
class Sweep:
    """`<root>/<workspace>/<id>/`. Nothing is read before it is asked for."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def workspace(self) -> str:
        return self.folder.parent.name

    @property
    def journal(self) -> Path:
        return self.folder / "journal.jsonl"

    @property
    def data(self) -> Path | None:
        """The visitor's own table, if the base spec names one."""
        path = self.folder / "data.csv"
        return path if path.exists() else None

    @cached_property
    def plan(self) -> Plan:
        """Raises RunError if the file is gone or was written by a kvt that knew other options."""
        try:
            return Plan.model_validate_json((self.folder / "sweep.json").read_bytes())
        except (OSError, ValidationError) as error:
            raise RunError("This sweep cannot be read: it was deleted, or is of another version of kvt.") from error

    @property
    def standing(self) -> Standing:
        try:
            return Standing.model_validate_json((self.folder / "status.json").read_bytes())
        except (OSError, ValidationError):
            return Standing(state="stopped", reason="How this sweep stood cannot be read: start it again.")

    def stand(self, standing: Standing) -> None:
        """Say how it stands, in a file that no reader ever sees half of. Raises OSError (a full disk)."""
        write_whole(self.folder / "status.json", standing.model_dump_json())

    @classmethod
    def create(cls, root: Path, plan: Plan, data: bytes | Path | None = None) -> Self:
        """Raises RunError when the disk does not take it."""
        sweep = cls(root / plan.workspace / plan.id)
        try:
            sweep.folder.mkdir(parents=True)
            if data is not None:
                (sweep.folder / "data.csv").write_bytes(data if isinstance(data, bytes) else data.read_bytes())
            sweep.stand(Standing(state="running"))
            write_whole(sweep.folder / "sweep.json", plan.model_dump_json())  # last: with it the sweep is whole
        except OSError as error:
            raise RunError(
                f"The sweep could not be written to the disk ({error.strerror or error}): free space, or delete runs."
            ) from error
        return sweep


def every(root: Path, workspace: str = "*") -> Iterator[Sweep]:
    """The sweeps of a workspace, or of all, newest first; what cannot be read is left out."""
    found = [Sweep(path.parent) for path in root.glob(f"{workspace}/*/sweep.json")]
    readable = [sweep for sweep in found if _readable(sweep)]
    yield from sorted(readable, key=lambda sweep: -sweep.plan.created)


def _readable(sweep: Sweep) -> bool:
    try:
        return bool(sweep.plan)
    except RunError:
        return False
