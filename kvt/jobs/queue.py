"""The runs that wait and run: who may join, whose turn it is, which place a run has. The caller holds the lock."""

import itertools
from collections.abc import Callable

from kvt.errors import JobError
from kvt.jobs.job import Job, in_turn
from kvt.jobs.limits import Limits
from kvt.runs.run import Run
from kvt.runs.status import Status


class Queue:
    """Jobs by run id, until they have ended and that is written down."""

    def __init__(self, limits: Limits) -> None:
        self.jobs: dict[str, Job] = {}
        self._limits = limits
        self._counter = itertools.count(1)
        self._served: dict[str, int] = {}

    def admit(self, workspace: str, count: int) -> None:
        """Raise JobError if `count` runs more would be too many."""
        waiting = [job.workspace for job in self._in_state("queued")]
        own = waiting.count(workspace)
        if len(waiting) + count > self._limits.queued:
            raise JobError(f"The queue is full, {len(waiting)} runs wait: try again in a few minutes.")
        if own + count > self._limits.queued_a_workspace:
            raise JobError(f"{own} of your runs wait already: stop some, or let them end first.")

    def add(self, run: Run, status: Status, race: str, *, fresh: bool) -> Job:
        job = self.jobs[run.id] = Job(run=run, status=status, order=next(self._counter), race=race, fresh=fresh)
        return job

    def remove(self, job: Job) -> None:
        self.jobs.pop(job.run.id, None)

    def active(self) -> list[Job]:
        return [job for job in self.jobs.values() if job.status.active]

    def turns(self) -> list[Job]:
        """Those that wait, in the order in which they will begin."""
        waiting = self._in_state("queued")
        return in_turn(waiting, self._in_state("running"), self._served) if waiting else []

    def next(self, ready: Callable[[Job], bool]) -> Job | None:
        """The one that begins now, if a slot is free. A race of which one runs waits, and so does what is not ready."""
        running = self._in_state("running")
        if len(running) >= self._limits.slots:
            return None
        racing = {job.race for job in running}
        job = next((job for job in self.turns() if job.race not in racing and ready(job)), None)
        if job is not None:
            self._served[job.workspace] = next(self._counter)
        return job

    def _in_state(self, state: str) -> list[Job]:
        return [job for job in self.jobs.values() if job.status.state == state]
