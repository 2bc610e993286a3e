"""One trial of a sweep: the values that were tried, the runs that tried them, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

TrialState = Literal["running", "completed", "pruned", "failed", "stopped"]


@dataclass(frozen=True)
class Trial:
    """`values` by path, numbers or text; `runs` are the ids of its runs, one a repeat, "" where one has not begun.

    `value` is the mean objective of the repeats; of a pruned trial the last one that was heard, else None.
    `seconds` is how long its runs took, all of their processes' lives.
    """

    number: int
    state: TrialState
    values: Mapping[str, Any]
    value: float | None = None
    runs: tuple[str, ...] = ()
    reason: str = ""
    seconds: float = 0.0

    @property
    def ended(self) -> bool:
        return self.state != "running"


def best(trials: Sequence[Trial], *, larger: bool) -> Trial | None:
    """The completed trial with the best value, the earliest of equal ones; None before the first."""
    done = [trial for trial in trials if trial.state == "completed" and trial.value is not None]
    sign = -1 if larger else 1
    return min(done, key=lambda trial: (sign * (trial.value or 0.0), trial.number), default=None)
