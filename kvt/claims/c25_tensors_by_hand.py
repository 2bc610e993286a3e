"""2.5: tensors can be created and handled directly."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict
from kvt.claims.outcome import Outcome


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    return Verdict(
        "open",
        "No race answers this: it takes an experiment of its own with single tensors, which kvt does not have yet.",
    )


CLAIM = Claim(
    "2.5", 2, "TensorFlow lets you create tensors and compute with them directly, outside of any model.", verdict
)
