"""5.5: one decides which variables train."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import gap
from kvt.claims.outcome import Outcome, finding, findings
from kvt.claims.words import equality, listed

BEFORE, AFTER, COMPILED = CASES = ("before compile", "after fit", "after fit, compiled")


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    found = {(one["case"], one["way"]): one for one in findings(outcomes, "freezing", name="case")}
    step = finding(outcomes, "freezing", name="followed")
    if step is None or any((case, way) not in found for case in CASES for way in ("keras", "by hand")):
        return open_until("freeze a variable before compile, after the first fit, and by hand")
    moved = {case: went(found[case, "keras"]) for case in CASES}
    by_hand = max(went(found[case, "by hand"]) for case in (BEFORE, COMPILED))
    obeyed = all(one["trainable"] == one["followed"] for one in step["variables"])
    decided = obeyed and not any((moved[BEFORE], moved[COMPILED], by_hand))
    others = all(any(late > 0 for late in one["moved_late"].values()) for one in found.values())
    trap = (
        "the trap: frozen after the first fit and not compiled again, "
        + (f"it goes on and moves by {moved[AFTER]:.2g}" if moved[AFTER] else "it stands still all the same here")
        + f", while Keras says {'that it is frozen' if found[AFTER, 'keras']['says_frozen'] else 'that it trains'}"
    )
    largest = max(gap(found[case, "keras"]["losses"], found[case, "by hand"]["losses"]) for case in CASES)
    return Verdict(
        "holds" if decided and others else "holds not",
        f"Frozen before compile, {listed(found[BEFORE, 'keras']['chosen'])}: it {_moves(moved[BEFORE])}; frozen later "
        f"and compiled again, it {_moves(moved[COMPILED])} from then on. And {trap}. By hand it {_moves(by_hand)}, and "
        f"the losses are {equality(largest)}.{'' if others else ' Nothing else moves either.'}"
        + _followed(step["variables"]),
    )


def went(found: Mapping[str, Any]) -> float:
    """The largest change of any number of what was to be frozen, over the second half."""
    return max(found["moved_late"][name] for name in found["chosen"])


def _moves(distance: float) -> str:
    return f"moves by {distance:.2g}" if distance else "does not move at all"


def _followed(variables: Sequence[Mapping[str, Any]]) -> str:
    """What a tape did with variables that were to be trained, and with those that were not, a counter among them."""
    followed = [one["variable"] for one in variables if one["followed"]]
    left = [one["variable"] for one in variables if not one["followed"]]
    if not variables:
        return ""
    told = "as" if all(one["trainable"] == one["followed"] for one in variables) else "not as"
    both = f"follows {listed(followed or ['none'])} and leaves {listed(left or ['none'])}"
    return f" A tape {both}, {told} they were told."


CLAIM = Claim(
    "5.5",
    5,
    "One decides of every variable whether it trains: a counter of steps does not.",
    verdict,
    topic="freezing",
)
