"""What one route of a race came to, in memory: all that a verdict may look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kvt.runs.history import History
from kvt.spec import Spec


@dataclass(frozen=True, eq=False)
class Outcome:
    """`state` is the run's; `weights` the trained variables in the order of every route, () if none were saved.
    `label` is what tells it from the others of its `race`, if that is more than its route.
    """

    spec: Spec
    state: str
    history: History
    script: str
    weights: tuple[np.ndarray, ...] = ()
    peak_memory: int | None = None
    reason: str = ""
    id: str = ""
    label: str = ""
    race: str = ""

    @property
    def kind(self) -> str:
        """The route that trained, or the topic where nothing is trained."""
        return self.spec.route.kind if self.spec.topic.kind == "train" else self.spec.topic.kind

    @property
    def title(self) -> str:
        return self.label or self.spec.route.title

    @property
    def completed(self) -> bool:
        return self.state == "completed" and self.history.end is not None

    @property
    def speed(self) -> float | None:
        """Steps a second in steady state, without the first call; None if not measurable, or cut short by a NaN."""
        whole = self.completed and self.history.end is not None and self.history.end.reason in ("completed", "early")
        return self.history.steady_steps_per_second if whole else None


def finding(outcomes: Sequence[Outcome], topic: str, **wanted: str) -> Mapping[str, Any] | None:
    """The first result of a completed run of `topic` that has all of `wanted`, as name="slope" of "tensors"."""
    return next(iter(findings(outcomes, topic, **wanted)), None)


def findings(outcomes: Sequence[Outcome], topic: str, **wanted: str) -> list[Mapping[str, Any]]:
    """All such results, in the order in which they were found."""
    return [
        result
        for outcome in find(outcomes, topic)
        for result in outcome.history.results
        if all(result.get(name) == value for name, value in wanted.items())
    ]


def find(outcomes: Sequence[Outcome], *kinds: str) -> list[Outcome]:
    """The completed outcomes of these routes, in the order of `kinds`."""
    done = {outcome.kind: outcome for outcome in outcomes if outcome.completed}
    return [done[kind] for kind in kinds if kind in done]


def reference(outcomes: Sequence[Outcome]) -> Outcome | None:
    """What the others are measured against: fit where it was raced, else the first that completed."""
    done = [outcome for outcome in outcomes if outcome.completed]
    return next((outcome for outcome in done if outcome.kind == "keras_fit"), done[0] if done else None)
