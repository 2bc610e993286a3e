"""A run that waits or runs, as the manager keeps it in memory; and whose turn is next among those that wait. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kvt.jobs.process import Process
from kvt.runs.run import Run
from kvt.runs.status import Status


@dataclass(eq=False)
class Job:
    """`order` counts submissions; `asked` is why it was asked to stop and `asked_at` when; `limit` why it is killed."""

    run: Run
    status: Status
    order: int
    race: str
    fresh: bool
    process: Process | None = None
    asked: str | None = None
    asked_at: float | None = None
    urged: bool = False  # was asked a second time
    forced: bool = False
    limit: str = ""
    measured_at: float = 0.0
    saved: bool = True  # whether status.json says what `status` says: a full disk may keep it from that

    @property
    def workspace(self) -> str:
        return self.run.workspace


def in_turn(waiting: Iterable[Job], running: Iterable[Job], served: Mapping[str, int]) -> list[Job]:
    """Those that wait, in the order in which they will begin: workspaces take turns, each with its oldest first.

    Whoever has least running comes first, then whoever was `served` longest ago (a count that grows with every start);
    so the twentieth run of one visitor waits behind the first of everybody else.
    """
    ahead = Counter(job.workspace for job in running)
    places: dict[Job, tuple[int, int, int]] = {}
    for job in sorted(waiting, key=lambda job: job.order):
        places[job] = (ahead[job.workspace], served.get(job.workspace, 0), job.order)
        ahead[job.workspace] += 1
    return sorted(places, key=places.__getitem__)
