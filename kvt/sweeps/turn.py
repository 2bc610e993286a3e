"""One sweep while it goes on: its trials in flight, and what its next round does. The caller holds the lock."""

import math
from typing import Any

from kvt.errors import ClashError, JobError, RunError, SpecError
from kvt.jobs.manager import Manager
from kvt.runs.trial import Trial
from kvt.spec import Spec, parse
from kvt.sweeps import objective
from kvt.sweeps import space as spaces
from kvt.sweeps.objective import Ear
from kvt.sweeps.search import measured, planned
from kvt.sweeps.study import Study
from kvt.sweeps.sweep import Standing, Sweep

ON = ("queued", "running")


class Turn:
    """`standing` is how it stands; it is written down whenever a trial has ended, and when it changes."""

    def __init__(self, sweep: Sweep, study: Study, standing: Standing) -> None:
        self.sweep, self.study, self.standing = sweep, study, standing
        self.why_over = ""
        self._search, self._base = sweep.plan.search, sweep.plan.base
        self._planned = planned(self._search, self._base)
        # Those that a server before this one left running are taken up: their runs go on, have ended, or begin again.
        self._flying: dict[int, Trial] = {}
        self._take_up()
        self._ear = Ear()
        self._since: float | None = None
        self._taken_up = set(self._flying)  # what stopped their runs was the end of that server

    @property
    def over(self) -> bool:
        return not self._flying and (self._began >= self._planned or self._out_of_time)

    def play(self, manager: Manager, now: float) -> None:
        """One round: hear what runs came to, stop who falls behind, begin what comes next. Raises RunError, OSError."""
        passed = now - self._since if self._since is not None else 0.0
        self.standing = self.standing.model_copy(update={"seconds": self.standing.seconds + passed})
        self._since = None  # until this round has come to its end: a full disk breaks it off
        for trial in list(self._flying.values()):
            self._look_at(trial, manager)
        going = self.standing.state == "running"
        if going:
            self._fill(manager)
        if self.over and self._began < self._planned:
            self.why_over = f"Its time, {self._search.minutes:g} min, was over."
        self._since = now if going or self.busy(manager) else None

    def busy(self, manager: Manager) -> bool:
        """Whether a run of it waits or runs."""
        return any(_state(manager, id) in ON for trial in self._flying.values() for id in trial.runs if id)

    def recall(self, manager: Manager, reason: str, states: tuple[str, ...] = ON) -> None:
        """Stop the runs in these states; their trials begin anew when the sweep goes on."""
        for number, trial in list(self._flying.items()):
            for repeat, id in enumerate(trial.runs):
                state = _state(manager, id) if id else ""
                if state in states:
                    manager.stop(id, reason)
                elif state != "stopped" or self.study.pruned(number):
                    continue  # one that is stopped was so by whoever noticed first that the page was closed
                try:
                    self.study.assign(number, repeat, "")
                except OSError:  # the disk is full
                    self._taken_up.add(number)  # it begins anew when its run is looked at
            self._flying[number] = self.study.trial(number)

    def close(self, manager: Manager) -> None:
        """Say of every trial still in flight that it was not finished."""
        for number in list(self._flying):  # raises OSError: what was not told is so at the next call
            self._tell(manager, number, "stopped", reason="The sweep was stopped before it had ended.")

    def stand(self, **changes: Any) -> None:
        self.standing = self.standing.model_copy(update=changes)
        self.save()

    def save(self) -> bool:
        """Write down how it stands; False where the disk is full: it stays here, and is tried at the next change."""
        try:
            self.sweep.stand(self.standing)
        except OSError:
            return False
        return True

    @property
    def _out_of_time(self) -> bool:
        return bool(self._search.minutes) and self.standing.seconds >= 60 * self._search.minutes

    def _look_at(self, trial: Trial, manager: Manager) -> None:
        if not trial.runs:
            self._tell(manager, trial.number, "failed", reason="It was broken off as it began.")
            return
        pruned = self.study.pruned(trial.number)
        states = [_state(manager, id) if id else "" for id in trial.runs]
        for repeat, state in enumerate(states):
            if not pruned and self._begins_anew(trial, state, manager):
                self.study.assign(trial.number, repeat, "")
                states[repeat] = ""
        self._flying[trial.number] = trial = self.study.trial(trial.number)
        if any(state in ON for state in states):
            if not pruned:
                self._prune(trial, manager)
            return
        self._taken_up.discard(trial.number)
        if pruned:
            self._tell(manager, trial.number, "pruned", reason=pruned)
        elif "" not in states:
            self._conclude(trial, states, manager)

    def _begins_anew(self, trial: Trial, state: str, manager: Manager) -> bool:
        """Whether a run was ended by its server's end or its visitor's absence, and by nothing of its own."""
        gone = trial.number in self._taken_up or not manager.present(self.sweep.workspace)
        return state == "lost" or (state == "stopped" and gone)

    def _conclude(self, trial: Trial, states: list[str], manager: Manager) -> None:
        """All repeats have ended: the mean of their values, or why there is none."""
        for id, state in zip(trial.runs, states, strict=True):
            if state != "completed":
                reason = manager.status(id).reason if state != "gone" else "Its run was deleted."
                ended = "stopped" if state == "stopped" else "failed"
                self._tell(manager, trial.number, ended, reason=reason or f"A run of it was {state}.")
                return
        histories = [self._ear.history(manager.store, id) for id in trial.runs]
        if self._search.pruner != "none":  # it may have ended before anybody looked
            self.study.hear(trial.number, objective.at_epochs(histories[0], self._search.objective))
        values = [objective.at_end(history, self._search.objective, self._base) for history in histories]
        if any(value is None or not math.isfinite(value) for value in values):
            steps = [history.nan_step for history in histories if history.nan_step]
            where = f" from step {min(steps)} on" if steps else ""
            self._tell(manager, trial.number, "failed", reason=f"The loss was no longer a number{where}.")
            return
        self._tell(
            manager, trial.number, "completed", sum(value for value in values if value is not None) / len(values)
        )

    def _prune(self, trial: Trial, manager: Manager) -> None:
        """Stop the trial if its first run falls behind at the end of an epoch."""
        if self._search.pruner == "none" or not trial.runs[0]:
            return
        history = self._ear.history(manager.store, trial.runs[0])
        epochs = objective.at_epochs(history, self._search.objective)
        self.study.hear(trial.number, epochs)
        if not epochs or history.finished or not self.study.behind(trial.number):
            return
        last = max(epochs)
        what = measured(self._search, self._base)
        reason = f"Pruned after epoch {last}: with a {what} of {epochs[last]:.3g} it was behind the others."
        self.study.prune(trial.number, reason)
        for id in trial.runs:
            if id:
                manager.stop(id, reason)

    def _fill(self, manager: Manager) -> None:
        """Have as many runs wait or run as there are slots, and one more, so that no slot waits for a trial."""
        ids = [id for trial in self._flying.values() for id in trial.runs if id]
        room = manager.limits.slots + 1 - sum(_state(manager, id) in ON for id in ids)
        while room > 0 and (next_run := self._next()):
            trial, repeat = next_run
            try:
                run = manager.submit(
                    self._spec(trial, repeat),
                    workspace=self.sweep.workspace,
                    page="sweeps",
                    race=f"{self.sweep.id}-{trial.number}-{repeat}",
                    sweep=self.sweep.id,
                    position=trial.number,
                    files={"data.csv": self.sweep.data},
                )
            except (SpecError, ClashError) as error:
                self._tell(manager, trial.number, "failed", reason=str(error))
                continue
            except JobError:
                return  # the queue is full: asked again with the next round
            try:
                self.study.assign(trial.number, repeat, run.id)
            except OSError:
                manager.stop(run.id, "The disk is full: its trial begins again.")
                raise
            self._flying[trial.number] = self.study.trial(trial.number)
            room -= 1

    def _next(self) -> tuple[Trial, int] | None:
        """The next repeat that has not begun: of a trial in flight, else of a new one."""
        for trial in self._flying.values():
            if "" in trial.runs and not self.study.pruned(trial.number):
                return trial, trial.runs.index("")
        if self._began >= self._planned or self._out_of_time:
            return None
        try:
            trial = self.study.ask()
        except OSError:
            self._take_up()  # half made, it is told so when there is room
            raise
        self._began += 1
        self._flying[trial.number] = trial
        return trial, 0

    def _take_up(self) -> None:
        """Count what has begun, and follow what has not ended."""
        trials = self.study.trials()
        self._began = len(trials)
        self._flying |= {trial.number: trial for trial in trials if not trial.ended}

    def _spec(self, trial: Trial, repeat: int) -> Spec:
        """What a repeat trains: the trial's values, and seeds of its own for weights and batches."""
        spec = spaces.spec_at(self._base, trial.values)
        seeds = {f"seeds.{name}": getattr(spec.seeds, name) + repeat for name in ("weights", "shuffle")}
        return parse(seeds, spec).spec if repeat else spec

    def _tell(self, manager: Manager, number: int, state: Any, value: float | None = None, reason: str = "") -> None:
        runs = [id for id in self._flying[number].runs if id]
        self.study.tell(number, state, value, reason, sum(_seconds(manager, id) for id in runs))
        del self._flying[number]
        for id in runs:
            self._ear.forget(id)
        self.save()


def _state(manager: Manager, id: str) -> str:
    """A run's state, "gone" where its folder was taken away."""
    try:
        return manager.status(id).state
    except RunError:
        return "gone"


def _seconds(manager: Manager, id: str) -> float:
    """How long a run's process lived; 0 where nobody knows any more."""
    try:
        status = manager.status(id)
    except RunError:
        return 0.0
    return status.ended - status.started if status.ended and status.started else 0.0
