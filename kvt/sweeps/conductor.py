"""The one that conducts the sweeps: asks for the next point, has it tried, and says what it came to.

Trials are ordinary runs of the manager. Of each sweep so many wait or run that a slot never waits for a trial, and no
more: other visitors' runs come between.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kvt.errors import JobError, KvtError, RunError
from kvt.jobs.manager import Manager
from kvt.spec import Spec
from kvt.sweeps import search as searches
from kvt.sweeps.progress import Progress
from kvt.sweeps.search import Search
from kvt.sweeps.study import Study
from kvt.sweeps.sweep import Plan, Standing, Sweep, every
from kvt.sweeps.turn import Turn

logger = logging.getLogger(__name__)

PULSE = 0.1  # seconds between two rounds while a sweep runs
WATCH = 1.0  # while those that there are wait for a click, or for their visitor to come back
KEPT = 20  # sweeps a workspace, on the disk
LOADED = 12  # ended sweeps whose study stays in memory
PAGE = "sweeps"


class Conductor:
    """Thread-safe. `clock` gives Unix seconds; with `thread=False` nobody but the caller ticks."""

    def __init__(
        self, manager: Manager, root: Path, *, clock: Callable[[], float] = time.time, thread: bool = True
    ) -> None:
        self.manager, self.root = manager, root
        self._clock = clock
        self._turns: dict[str, Turn] = {}  # of the sweeps that run or are paused
        self._ending: dict[str, Turn] = {}  # of those that have ended, and a full disk does not take it
        self._studies: dict[str, Study] = {}  # of ended sweeps, those that were asked for last
        self._closed = False
        self._lock = threading.RLock()
        self._ended = threading.Condition(self._lock)
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._conduct, name="kvt-sweeps", daemon=True) if thread else None
        if self._thread is not None:
            self._thread.start()

    # What a visitor asks for

    def start(
        self, search: Search, base: Spec, *, workspace: str, data: bytes | Path | None = None, seed: int = 0
    ) -> Sweep:
        """Begin a sweep. Raises JobError where it cannot be searched, or one goes on already; RunError (the disk)."""
        if problems := searches.problems(search, base):
            raise JobError(" ".join(problems))
        with self._lock:
            if self._closed:
                raise JobError("The server is shutting down: try again in a minute.")
            if any(turn.sweep.workspace == workspace for turn in self._turns.values()):
                raise JobError("One of your sweeps goes on already, or is paused: stop it first.")
            id = f"s{secrets.token_hex(8)}"
            plan = Plan(id=id, workspace=workspace, created=self._clock(), base=base, search=search, seed=seed)
            sweep = Sweep.create(self.root, plan, data)
            self._open(sweep)
            self._forget(workspace)
        self._wake.set()
        return sweep

    def pause(self, sweep: Sweep, reason: str = "") -> None:
        """No new trial begins; runs that have begun come to their end."""
        with self._lock:
            if (turn := self._turns.get(sweep.id)) and turn.standing.state == "running":
                turn.stand(state="paused", reason=reason)
                turn.recall(self.manager, "Its sweep was paused.", ("queued",))
                self._wake.set()

    def resume(self, sweep: Sweep) -> None:
        with self._lock:
            if (turn := self._turns.get(sweep.id)) and turn.standing.state == "paused":
                turn.stand(state="running", reason="", absent=False)
        self._wake.set()

    def stop(self, sweep: Sweep, reason: str = "") -> None:
        """End it for good; what has ended is kept."""
        with self._lock:
            if turn := self._turns.get(sweep.id):
                turn.recall(self.manager, "Its sweep was stopped.")
                self._end(turn, "stopped", reason)

    # What a page asks

    def sweeps(self, workspace: str) -> list[Sweep]:
        """A workspace's sweeps, newest first."""
        return list(every(self.root, workspace))

    def get(self, id: str) -> Sweep:
        """The sweep of that id, whosever it is: the id is the permission. Raises RunError if there is none."""
        known = self._turns.get(id)
        if known is not None:
            return known.sweep
        path = next(iter(self.root.glob(f"*/{id}/sweep.json")), None) if id.isalnum() else None
        if path is None:
            raise RunError("There is no such sweep: it was deleted, or its address is not complete.")
        sweep = Sweep(path.parent)
        _ = sweep.plan  # or its error
        return sweep

    def standing(self, sweep: Sweep) -> Standing:
        """How it stands now, right even while a full disk keeps its file from it."""
        with self._lock:
            turn = self._turns.get(sweep.id) or self._ending.get(sweep.id)
            return turn.standing if turn is not None else sweep.standing

    def progress(self, sweep: Sweep) -> Progress:
        """Its trials, and how far it is."""
        with self._lock:
            trials = self._study(sweep).trials()
            standing = self.standing(sweep)
        return Progress(sweep.plan, standing, tuple(trials))

    def importance(self, sweep: Sweep) -> dict[str, float]:
        """Each searched field's share in what tells good trials from others; {} while too few have ended."""
        with self._lock:
            return self._study(sweep).importance()

    def wait(self, sweep: Sweep, timeout: float | None = None) -> bool:
        """Wait until it has ended or is paused; False if the seconds were over first."""

        def rests() -> bool:
            turn = self._turns.get(sweep.id)
            return turn is None or turn.standing.state == "paused"

        with self._ended:
            return self._ended.wait_for(rests, timeout)

    # Conducting

    def tick(self) -> float | None:
        """One round for every sweep. Seconds until the next is due; None when there is none to conduct."""
        with self._lock:
            now = self._clock()
            for turn in list(self._turns.values()):
                try:
                    self._mind_visitor(turn)
                    self._play(turn, now)
                except Exception:
                    # It must not keep the others from theirs, and may go well the next time.
                    logger.exception("A round of a sweep failed.")
            for turn in list(self._ending.values()):
                self._put_away(turn)
            turns = list(self._turns.values())
            busy = any(turn.standing.state == "running" or turn.busy(self.manager) for turn in turns)
            self._ended.notify_all()
        return PULSE if busy else WATCH if turns or self._ending else None

    def recover(self) -> None:
        """After a start, and after the manager's: go on with what a server before this one left."""
        with self._lock:
            for sweep in every(self.root):
                if sweep.standing.active and sweep.id not in self._turns:
                    try:
                        self._open(sweep)
                    except (KvtError, OSError, ValueError):
                        logger.exception("A sweep could not be taken up again.")
                        continue
                    if sweep.standing.state == "running":
                        self.manager.expect(sweep.workspace)
        self._wake.set()

    def close(self) -> None:
        """Let go, before the manager does: what runs is taken up again by the next server."""
        with self._lock:
            self._closed = True
            for turn in self._turns.values():
                turn.save()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=5.0)

    def _conduct(self) -> None:
        due: float | None = None
        while not self._closed:
            self._wake.wait(due)
            self._wake.clear()
            try:
                if not self._closed:
                    due = self.tick()
            except Exception:
                # One round went wrong. The next may not, and without this thread no sweep would ever end.
                logger.exception("A round of conducting the sweeps failed.")
                due = WATCH

    # Inside: the lock is held

    def _mind_visitor(self, turn: Turn) -> None:
        """Pause what nobody watches any more, and go on when they are back. A command line has no tab to close."""
        workspace = turn.sweep.workspace
        if turn.standing.state == "running" and not self.manager.present(workspace):
            turn.stand(state="paused", reason="Its page was closed.", absent=True)
            turn.recall(self.manager, "Its page was closed.")
        elif turn.standing.absent and self.manager.open_tabs(workspace):
            turn.stand(state="running", reason="", absent=False)

    def _play(self, turn: Turn, now: float) -> None:
        try:
            turn.play(self.manager, now)
        except RunError as error:  # the disk is full, as below
            self.pause(turn.sweep, str(error))
            return
        except OSError as error:
            why = f"The disk does not take what its trials come to ({error.strerror or error}): "
            self.pause(turn.sweep, f"{why}free space, or delete runs.")
            return
        if turn.over:
            self._end(turn, "completed", turn.why_over)

    def _open(self, sweep: Sweep) -> None:
        self._turns[sweep.id] = Turn(sweep, Study(sweep.plan, sweep.journal), sweep.standing)

    def _end(self, turn: Turn, state: str, reason: str) -> None:
        turn.stand(state=state, reason=reason, absent=False)
        self._turns.pop(turn.sweep.id, None)
        self._ending[turn.sweep.id] = turn
        self._put_away(turn)
        self._ended.notify_all()

    def _put_away(self, turn: Turn) -> None:
        """Have the disk say how a sweep ended; where it is full, that is tried again at every round."""
        try:
            turn.close(self.manager)
        except OSError:
            return
        if turn.save():
            del self._ending[turn.sweep.id]
            self._studies[turn.sweep.id] = turn.study

    def _study(self, sweep: Sweep) -> Study:
        if turn := self._turns.get(sweep.id) or self._ending.get(sweep.id):
            return turn.study
        study = self._studies.pop(sweep.id, None) or Study(sweep.plan, sweep.journal)
        self._studies[sweep.id] = study
        while len(self._studies) > LOADED:
            self._studies.pop(next(iter(self._studies)))
        return study

    def _forget(self, workspace: str) -> None:
        """Remove a workspace's oldest sweeps, beyond those that are kept; their runs go as all old runs do."""
        import shutil

        for sweep in list(every(self.root, workspace))[KEPT:]:
            if sweep.id not in self._turns:
                self._studies.pop(sweep.id, None)
                shutil.rmtree(sweep.folder, ignore_errors=True)
