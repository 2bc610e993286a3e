"""2.2: the loop by hand gives the same model, with more control."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding, largest_difference
from kvt.claims.outcome import Outcome, reference
from kvt.claims.words import equality, listed
from kvt.script.settings import jit_compile


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    first = reference(outcomes)
    others = [outcome for outcome in outcomes if outcome.completed and outcome is not first]
    if first is None or not others:
        return open_until("race two routes, and their losses and final weights are compared")
    gaps = {outcome.title: largest_difference(first, outcome) for outcome in others}
    known = {title: gap for title, gap in gaps.items() if gap is not None}
    if not known:
        return open_until("these runs have no finite step in common; race them with a smaller learning rate")
    figures = listed([f"“{title}” is {equality(gap)}" for title, gap in known.items()])
    same = all(is_rounding(gap) for gap in known.values())
    why = "" if same else _why(first, others)
    return Verdict(
        "holds" if same else "holds not",
        f"From the same first weights and the same batches, measured against “{first.title}” over all losses and final "
        f"weights: {figures}.{why}",
    )


def _why(first: Outcome, others: Sequence[Outcome]) -> str:
    """What makes equal starts part, as far as it can be told from what was asked for."""
    compiled = {_compiled(outcome) for outcome in [first, *others]}
    if first.spec.model.dropout and len(compiled) > 1:
        return " XLA draws dropout’s random numbers by another generator, so that other units are dropped."
    return " Where training is unstable, rounding grows from step to step: try a smaller learning rate."


def _compiled(outcome: Outcome) -> bool:
    return outcome.kind != "tape_eager" and bool(jit_compile(outcome.spec))


CLAIM = Claim(
    "2.2",
    2,
    "A loop by hand trains the very model that fit trains; what it adds is control over each step.",
    verdict,
    ("keras_fit", "tape_graph"),
)
