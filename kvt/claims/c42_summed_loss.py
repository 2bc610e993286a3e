"""4.2, mistaken: the low-level loop does the same. As printed, its loss is one value a sample."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, finding, findings
from kvt.claims.words import listed

# Final losses further apart than this, relative to the larger, are two different trainings.
ALIKE = 0.1


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    trained = findings(outcomes, "summed_loss", name="training")
    optimizers = list(dict.fromkeys(one["optimizer"] for one in trained))
    compared = [(name, *_both(trained, name)) for name in optimizers]
    compared = [pair for pair in compared if None not in pair]
    if not compared:
        return open_until("train with a mean of the losses, and with one loss a sample, as the example has it")
    other = [name for name, fit, printed in compared if not _alike(fit, printed)]
    gradient = finding(outcomes, "summed_loss", name="gradient")
    words = (
        f" A tape sums what it is given: the first gradient is {gradient['times']:.3g} times that of the mean, at "
        f"{gradient['batch']} samples a batch."
        if gradient
        else ""
    )
    figures = "; ".join(
        f"under {name} fit ends at loss {_loss(fit)} and the loop as printed at {_loss(printed)}"
        for name, fit, printed in compared
    )
    if other:
        same = [name for name in optimizers if name not in other]
        invisible = f", invisible under {listed(same)}" if same else ""
        return Verdict("holds not", f"Another training under {listed(other)}{invisible}: {figures}.{words}")
    return Verdict("holds", f"{figures[0].upper()}{figures[1:]}.{words}")


def _both(trained: Sequence[Mapping[str, Any]], optimizer: str) -> tuple[Mapping | None, Mapping | None]:
    ways = {one["way"]: one for one in trained if one["optimizer"] == optimizer}
    return ways.get("fit"), ways.get("a value a sample")


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    a, b = one["loss"], other["loss"]
    if a is None or b is None:
        return a is b
    return abs(a - b) <= ALIKE * max(abs(a), abs(b))


def _loss(found: Mapping[str, Any]) -> str:
    loss = "NaN" if found["loss"] is None else f"{found['loss']:.3g}"
    return f"{loss} ({found['accuracy']:.0%} right)"


CLAIM = Claim(
    "4.2",
    4,
    "A loop with a tape, as the document prints it, trains the network as fit does, only in more words.",
    verdict,
    topic="summed_loss",
)
