"""What one route of a race came to, in memory: all that a verdict may look at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kvt.runs.history import History
from kvt.spec import Spec


@dataclass(frozen=True, eq=False)
class Outcome:
    """`state` is the run's; `weights` the trained variables in the order of every route, () if none were saved."""

    spec: Spec
    state: str
    history: History
    script: str
    weights: tuple[np.ndarray, ...] = ()
    peak_memory: int | None = None
    reason: str = ""
    id: str = ""

    @property
    def kind(self) -> str:
        return self.spec.route.kind

    @property
    def title(self) -> str:
        return self.spec.route.title

    @property
    def completed(self) -> bool:
        return self.state == "completed" and self.history.end is not None

    @property
    def speed(self) -> float | None:
        """Steps a second in steady state, without the first call; None if not measurable, or cut short by a NaN."""
        whole = self.completed and self.history.end is not None and self.history.end.reason in ("completed", "early")
        return self.history.steady_steps_per_second if whole else None


def find(outcomes: Sequence[Outcome], *kinds: str) -> list[Outcome]:
    """The completed outcomes of these routes, in the order of `kinds`."""
    done = {outcome.kind: outcome for outcome in outcomes if outcome.completed}
    return [done[kind] for kind in kinds if kind in done]


def reference(outcomes: Sequence[Outcome]) -> Outcome | None:
    """What the others are measured against: fit where it was raced, else the first that completed."""
    done = [outcome for outcome in outcomes if outcome.completed]
    return next((outcome for outcome in done if outcome.kind == "keras_fit"), done[0] if done else None)
