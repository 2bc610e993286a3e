"""The one that starts, watches and stops runs: a queue with slots, limits, and a memory that outlives the server.

Its thread runs only while something is active, and wakes at once when a process ends.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Unpack

from kvt.errors import JobError, RunError
from kvt.jobs.executor import Executor
from kvt.jobs.housekeeping import Housekeeping
from kvt.jobs.job import Job
from kvt.jobs.limits import Limits
from kvt.jobs.outcome import Outcome
from kvt.jobs.queue import Queue
from kvt.jobs.tabs import Tabs
from kvt.jobs.watch import adopt, ended_at, look_at, race_of, restrain
from kvt.runs.run import Run
from kvt.runs.status import Status
from kvt.runs.store import Place, Store
from kvt.spec import Spec, check

logger = logging.getLogger(__name__)

PULSE = 0.1  # seconds between two rounds of watching while something is active


def _script(spec: Spec) -> str:
    from kvt.script import script

    return script(spec)


class Manager:
    """Thread-safe. `clock` gives Unix seconds; with `thread=False` nobody but the caller ticks."""

    def __init__(
        self,
        store: Store,
        executor: Executor,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        write: Callable[[Spec], str] = _script,
        thread: bool = True,
    ) -> None:
        self.store = store
        self.executor = executor
        self.limits = limits or Limits.of_this_machine()
        self._clock = clock
        self._write = write
        self._queue = Queue(self.limits)
        self._tabs = Tabs(self.limits.tab_grace)
        self._closed = False
        self._asking = threading.Lock()  # one submission at a time, taken before the lock
        self._lock = threading.RLock()
        self._ended = threading.Condition(self._lock)
        self._wake = threading.Event()
        self._housekeeping = Housekeeping(store, self.limits)
        self._over: list[Run] = []  # have ended since the last round
        executor.listen(self._wake.set)
        self._thread = threading.Thread(target=self._watch, name="kvt-manager", daemon=True) if thread else None
        if self._thread is not None:
            self._thread.start()

    # Asking for runs

    def submit(self, spec: Spec, *, once: bool = False, **place: Unpack[Place]) -> Run:
        """Queue one run, and start it at once if a slot is free.

        Raises ClashError, JobError (the queue is full), RunError (the disk is).
        """
        return self.submit_race([spec], once=once, **place)[0]

    def submit_race(self, specs: Sequence[Spec], *, once: bool = False, **place: Unpack[Place]) -> list[Run]:
        """Queue runs of which no two ever run at the same time, so that their clocks can be compared. All or none.

        `once` is for buttons: where the page's race of these very specs still goes on, it is the answer. A second click
        comes while the first is being served, in another thread.
        """
        for spec in specs:
            check(spec)
        scripts = [self._write(spec) for spec in specs]
        with self._asking:
            if once and (going := self._going(specs, place["workspace"], place.get("page", ""))):
                return going
            runs = self._create(specs, scripts, {**place, "race": place.get("race") or secrets.token_urlsafe(8)})
        self._wake.set()
        return runs

    def stop(self, run_id: str, reason: str = "") -> None:
        """Stop a run that waits or runs: asked first, killed when the grace is over. One that has ended stays so.

        Raises RunError if there is no such run.
        """
        with self._lock:
            job = self._queue.jobs.get(run_id)
            if job is None:
                self.store.get(run_id)
            elif job.status.state == "queued":
                self._finish(job, Outcome("stopped", reason or "It was stopped before it began."))
            elif job.asked is None and job.process is not None:
                job.asked, job.asked_at = reason, self._clock()
                job.process.interrupt()
        self._wake.set()

    def attach(self, workspace: str) -> None:
        """A tab of this workspace is open."""
        with self._lock:
            self._tabs.opened(workspace)

    def detach(self, workspace: str) -> None:
        """A tab was closed; after the grace without any, the workspace's runs are stopped."""
        with self._lock:
            self._tabs.closed(workspace, self._clock())

    def expect(self, workspace: str) -> None:
        """Tabs of this workspace were open in an earlier server: they have the grace to come back."""
        with self._lock:
            if not self._tabs.open(workspace):
                self._tabs.closed(workspace, self._clock())

    # Asking about runs

    def present(self, workspace: str) -> bool:
        """Whether a workspace's runs may go on: a tab of it is open or was within the grace, or it never had one."""
        with self._lock:
            return self._tabs.present(workspace)

    def open_tabs(self, workspace: str) -> int:
        with self._lock:
            return self._tabs.open(workspace)

    def status(self, run_id: str) -> Status:
        """What a run is doing, right even while a full disk keeps status.json from it. Raises RunError if unknown."""
        with self._lock:
            job = self._queue.jobs.get(run_id)
        return job.status if job is not None else self.store.get(run_id).status

    def active(self, workspace: str) -> list[Run]:
        """A workspace's runs that wait or run, oldest first."""
        with self._lock:
            jobs = [job for job in self._queue.active() if job.workspace == workspace]
        return [job.run for job in sorted(jobs, key=lambda job: job.order)]

    def queue_position(self, run_id: str) -> int | None:
        """How many runs begin before this one: 0 for the next; None if it does not wait."""
        with self._lock:
            waiting = [job.run.id for job in self._queue.turns()]
        return waiting.index(run_id) if run_id in waiting else None

    def warming(self) -> bool:
        """Whether runs wait for TensorFlow to load."""
        return not self.executor.ready(fresh=False)

    def wait(self, runs: Iterable[Run], timeout: float | None = None) -> bool:
        """Wait until all of `runs` have ended; False if the seconds were over first."""
        ids = {run.id for run in runs}
        with self._ended:
            return self._ended.wait_for(lambda: not any(job.run.id in ids for job in self._queue.active()), timeout)

    # Watching

    def tick(self) -> bool:
        """One round: bury the ended, hold the others to their limits, start the next. Whether there is more."""
        with self._lock:
            now = self._clock()
            for workspace in self._tabs.deserted(now):
                for run in self.active(workspace):
                    self.stop(run.id, "Its page was closed.")
            for job in list(self._queue.jobs.values()):
                if outcome := look_at(job, self.limits, now):
                    self._finish(job, outcome)
                elif not job.saved:
                    self._save(job)
            self._start_next()
            over, self._over = self._over, []
            more = bool(self._queue.jobs)
        self._housekeeping.after(over, now)
        return more

    def recover(self) -> None:
        """After a start: adopt the runs that go on, and say what became of the others."""
        with self._lock:
            self.store.sweep()
            for run in list(self.store.all()):
                status = run.status
                if not status.active or run.id in self._queue.jobs:
                    continue
                job = self._queue.add(run, status, race_of(run), fresh=status.fresh)
                if outcome := adopt(job, self.executor):
                    self._finish(job, outcome, ended_at(job, self._clock()))
                else:
                    self._tabs.closed(run.workspace, self._clock())  # its tabs have the grace to come back
        self._wake.set()

    def close(self) -> None:
        """Stop every run, as a server does that is shut down in good order. Takes at most their grace."""
        with self._lock:
            self._closed = True
            runs = [job.run for job in self._queue.active()]
            for run in runs:
                self.stop(run.id, "The server was shut down.")
        if self._thread is not None:
            self.wait(runs, timeout=self.limits.save_grace + 2.0)
            self._wake.set()
            self._thread.join(timeout=2.0)
        self.executor.close()

    def _watch(self) -> None:
        more = False
        while more or not self._closed:
            self._wake.wait(PULSE if more else None)
            self._wake.clear()
            try:
                more = self.tick()
            except Exception:
                # One round went wrong. The next may not, and without this thread no run would ever end.
                logger.exception("A round of watching the runs failed.")

    # Inside: one submission at a time

    def _going(self, specs: Sequence[Spec], workspace: str, page: str) -> list[Run]:
        """The runs of the page's race of these very specs that has not ended; [] if there is none."""
        for race in {run.about.race for run in self.active(workspace) if run.about.page == page}:
            runs = [run for run in self.store.list(workspace) if run.about.race == race]
            if [run.spec for run in runs] == list(specs):
                return runs
        return []

    def _create(self, specs: Sequence[Spec], scripts: Sequence[str], place: Place) -> list[Run]:
        runs: list[Run] = []
        now, workspace, first = self._clock(), place["workspace"], place.get("position", 0)
        with self._lock:
            self._admit(workspace, len(specs))
        try:
            for position, (spec, text) in enumerate(zip(specs, scripts, strict=True), first):
                runs.append(self.store.create(spec, text, now=now, **{**place, "position": position}))
            with self._lock:
                self._admit(workspace, len(specs))  # again: the server may have begun to shut down meanwhile
                for run, spec in zip(runs, specs, strict=True):
                    self._queue.add(run, run.status, run.about.race, fresh=spec.needs_fresh_process)
                self._start_next()
        except (RunError, JobError):
            for run in runs:
                self.store.discard(run)
            raise
        return runs

    # Inside: the lock is held

    def _admit(self, workspace: str, count: int) -> None:
        if self._closed:
            raise JobError("The server is shutting down: try again in a minute.")
        self._queue.admit(workspace, count)

    def _start_next(self) -> None:
        while job := self._queue.next(lambda job: self.executor.ready(fresh=job.fresh)):
            try:
                process = job.process = self.executor.start(job.run, fresh=job.fresh)
            except JobError as error:
                self._finish(job, Outcome("failed", str(error)))
                continue
            restrain(process.pid, self.limits.output)
            job.status = job.status.but(
                state="running",
                started=self._clock(),
                pid=process.pid,
                pid_started=process.started,
                fresh=process.fresh,
            )
            self._save(job)

    def _finish(self, job: Job, outcome: Outcome, ended: float | None = None) -> None:
        exit = job.process.poll() if job.process is not None else None
        job.status = job.status.but(
            state=outcome.state,
            reason=outcome.reason,
            ended=self._clock() if ended is None else ended,
            exit_code=exit.code if exit else None,
        )
        self._save(job)
        self._over.append(job.run)
        self._ended.notify_all()

    def _save(self, job: Job) -> None:
        """Write what the run is doing; where the disk is full it stays here and is tried again at every round."""
        try:
            job.status.write(job.run.status_path)
            job.saved = True
        except OSError:
            job.saved = not job.run.folder.is_dir()  # a folder that was taken away needs no status
        if job.saved and not job.status.active:
            self._queue.remove(job)
