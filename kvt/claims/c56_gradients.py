"""5.6: one controls the gradients."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import gap, is_rounding
from kvt.claims.outcome import Outcome, findings
from kvt.claims.words import equality, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    runs = {one["way"]: one for one in findings(outcomes, "gradients", name="run")}
    if not {"untouched", "train_step", "loop"} <= set(runs):
        return open_until("change the gradients in a train_step and in a loop")
    apart = gap(runs["train_step"]["loss"], runs["loop"]["loss"])
    changed = gap(runs["loop"]["loss"], runs["untouched"]["loss"])
    ends = [f"{runs[way]['loss'][-1]:.3g} {words}" for way, words in (("loop", "with it"), ("untouched", "without"))]
    argument = runs.get("argument")
    alone = (
        f" Keras’s optimizer does it by itself, told {listed(list(argument['arguments']))}: "
        f"{equality(gap(argument['loss'], runs['loop']['loss']))}."
        if argument
        else " Keras’s optimizers have no argument for it."
    )
    return Verdict(
        "holds" if is_rounding(apart) and changed > 0 else "holds not",
        f"The same operation in a train_step and in a loop: losses {equality(apart)}. "
        + (f"The last loss is {listed(ends)}." if changed else "It changed nothing at this strength.")
        + alone,
    )


CLAIM = Claim(
    "5.6",
    5,
    "One has the gradients in hand, and may do with them as one likes.",
    verdict,
    topic="gradients",
)
