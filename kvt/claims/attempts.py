"""Trainings under a strategy, each against the same one without any."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.claims.difference import gap, is_rounding

NONE = "none"  # what the yardstick calls itself


class Attempt(NamedTuple):
    """`error` is "" where it works; `slower` how many times as long a step takes as without a strategy; `reported` and
    `learned` how far the losses it tells, and the model's loss at the end, are from those without. None: unknown.
    """

    strategy: str
    way: str
    error: str
    slower: float | None = None
    reported: float | None = None
    learned: float | None = None

    @property
    def works(self) -> bool:
        return not self.error

    @property
    def learns_the_same(self) -> bool:
        return self.learned is None or is_rounding(self.learned)

    @property
    def reports_otherwise(self) -> bool:
        return self.learns_the_same and self.reported is not None and not is_rounding(self.reported)


def attempts(found: Sequence[Mapping[str, Any]]) -> list[Attempt]:
    """What the strategies came to, in the order they were tried; the yardsticks themselves are left out."""
    yardsticks = {one["way"]: one for one in found if one["strategy"] == NONE and not one.get("error")}
    return [_against(one, yardsticks.get(one["way"])) for one in found if one["strategy"] != NONE]


def _against(one: Mapping[str, Any], yardstick: Mapping[str, Any] | None) -> Attempt:
    if one.get("error") or yardstick is None:
        return Attempt(one["strategy"], one["way"], one.get("error", ""))
    return Attempt(
        one["strategy"],
        one["way"],
        "",
        yardstick["steps_per_second"] / one["steps_per_second"],
        gap(one["losses"], yardstick["losses"]),
        abs(one["final_loss"] - yardstick["final_loss"]),
    )
