"""Races of which the runs differ by knobs, not by routes: what was changed, and what followed from it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from kvt.claims.difference import loss_difference, weight_difference
from kvt.claims.outcome import Outcome
from kvt.runs.history import History
from kvt.spec import Owner, Spec, differing, knobs

# Knobs that say where chance begins: to change one of them is no experiment on it.
SEEDS = "seeds."


class Twins(NamedTuple):
    """`paths` are the fields that differ; `outcomes` the completed runs of one race, at least two, in its order."""

    paths: tuple[str, ...]
    outcomes: tuple[Outcome, ...]

    def pairs(self) -> list["Twins"]:
        """The first run beside each of the others, with the fields in which those two differ."""
        first, *others = self.outcomes
        return [Twins(differing([first.spec, other.spec]), (first, other)) for other in others]

    @property
    def owners(self) -> set[Owner]:
        found: dict[str, Owner] = {}
        for outcome in self.outcomes:
            found |= {knob.path: knob.owner for knob in knobs(outcome.spec)}
        return {found[path] for path in self.paths}

    @property
    def apart(self) -> float | None:
        """The largest gap of losses, and of weights where they have one shape, to the first run; None if unknown."""
        first, *others = self.outcomes
        gaps = [loss_difference(first.history, other.history) for other in others]
        gaps += [weight_difference(first, other) for other in others]
        return max((gap for gap in gaps if gap is not None), default=None)

    @property
    def speedup(self) -> float | None:
        """The fastest's steps a second over the slowest's; None unless all were measurable."""
        speeds = [outcome.speed for outcome in self.outcomes]
        return max(speeds) / min(speeds) if all(speeds) else None  # type: ignore[type-var, operator]


def twins(outcomes: Sequence[Outcome]) -> list[Twins]:
    """One a race, in the order in which the races come. Runs on other routes, and stories, are no twins."""
    races: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.completed and outcome.spec.topic.kind == "train":
            races.setdefault(outcome.race, []).append(outcome)
    found = [Twins(differing([outcome.spec for outcome in race]), tuple(race)) for race in races.values() if race[1:]]
    return [twin for twin in found if twin.paths and "route" not in twin.paths]


def differing_only(outcomes: Sequence[Outcome], allowed: Callable[[str], bool]) -> Twins | None:
    """The first twins of which all differing fields are `allowed`."""
    return next((twin for twin in twins(outcomes) if all(allowed(path) for path in twin.paths)), None)


def value(spec: Spec, path: str) -> float:
    """The number that `spec` has at `path`; 0.0 if it has none."""
    found = next((knob.value for knob in knobs(spec) if knob.path == path), 0)
    return float(found) if isinstance(found, int | float) else 0.0


def generalisation_gap(history: History) -> float | None:
    """Validation loss minus training loss, means over the last quarter of the epochs; None without validation."""
    count = min(len(history.val_loss), len(history.epoch_loss))
    if not count:
        return None
    last = slice(count - max(1, count // 4), count)
    gaps = history.val_loss[last].astype(np.float64) - history.epoch_loss[last]
    return float(np.mean(gaps)) if np.isfinite(gaps).all() else None
