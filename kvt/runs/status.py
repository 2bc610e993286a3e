"""What a run is doing: the one thing about it that changes, kept in `status.json` by the manager alone."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from kvt.runs.whole import write_whole

State = Literal["queued", "running", "completed", "stopped", "failed", "killed", "lost"]


class Status(BaseModel):
    """A run's state, and the sentence that explains it ("" where it explains itself).

    `queued`, `started`, `ended` are Unix seconds; `pid_started` is the process's own creation time, which tells it from
    a later process of the same number; `peak_memory` is the largest private memory seen, in bytes; `fresh` says that
    the process imported TensorFlow itself rather than being forked. Fields that a later version adds are ignored.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: State
    reason: str = ""
    queued: float | None = None
    started: float | None = None
    ended: float | None = None
    pid: int | None = None
    pid_started: float | None = None
    exit_code: int | None = None
    peak_memory: int | None = None
    fresh: bool = False

    @property
    def active(self) -> bool:
        """Whether more is to come: it waits or runs."""
        return self.state in ("queued", "running")

    def but(self, **changes: object) -> Self:
        """The same status with some fields changed, validated again."""
        return type(self).model_validate(self.model_dump() | changes)

    def write(self, path: Path) -> None:
        """Replace the file whole, so that no reader ever sees half of it. Raises OSError (a full disk)."""
        write_whole(path, self.model_dump_json())

    @classmethod
    def read(cls, path: Path) -> Self:
        """The status in `path`; a file that is missing or damaged is a lost run, which is a status too."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError:
            return cls(state="lost", reason="What this run was doing is no longer on the disk: run it again.")
        except ValidationError:
            return cls(state="lost", reason="What this run was doing cannot be read from the disk: run it again.")
