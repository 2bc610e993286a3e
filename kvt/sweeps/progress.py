"""How far a sweep is, and what it says so far. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kvt.runs.trial import Trial, best
from kvt.spec import Spec
from kvt.sweeps import space as spaces
from kvt.sweeps.search import larger_is_better, measured, planned
from kvt.sweeps.sweep import Plan, Standing


@dataclass(frozen=True)
class Progress:
    plan: Plan
    standing: Standing
    trials: tuple[Trial, ...]

    @property
    def planned(self) -> int:
        return planned(self.plan.search, self.plan.base)

    @property
    def ended(self) -> int:
        return sum(trial.ended for trial in self.trials)

    @property
    def larger(self) -> bool:
        """Whether a larger value is the better one."""
        return larger_is_better(self.plan.search, self.plan.base)

    @property
    def measured(self) -> str:
        """What is compared, by name."""
        return measured(self.plan.search, self.plan.base)

    @property
    def best(self) -> Trial | None:
        return best(self.trials, larger=self.larger)

    @property
    def start(self) -> Trial | None:
        """The trial of the settings as they stood, if it was made and came to an end."""
        here = spaces.here(self.plan.search.space, self.plan.base)
        first = next((trial for trial in self.trials if trial.values == here), None)
        return first if first is not None and first.state == "completed" else None

    @property
    def best_spec(self) -> Spec | None:
        return spaces.spec_at(self.plan.base, self.best.values) if self.best else None

    @property
    def seconds_left(self) -> float | None:
        """By the pace so far; None before the first trial has ended, and where it does not run."""
        if not self.ended or self.standing.state != "running":
            return None
        left = self.standing.seconds / self.ended * (self.planned - self.ended)
        if self.plan.search.minutes:
            left = min(left, self.plan.search.minutes * 60 - self.standing.seconds)
        return max(0.0, left)


def in_state(trials: Sequence[Trial], state: str) -> list[Trial]:
    return [trial for trial in trials if trial.state == state]
