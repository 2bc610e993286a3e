"""2.5: tensors can be created and handled directly."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, finding
from kvt.claims.words import duration, equality

# A chord of length 2e-5 misses a slope by about the square of that, and by rounding: 1e-16 over 2e-5.
CHORD = 1e-7


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    slope = finding(outcomes, "tensors", name="slope")
    product = finding(outcomes, "tensors", name="product")
    if slope is None or product is None:
        return open_until("compute with tensors alone: a formula, its slope, a product of matrices")
    size = product["size"]
    return Verdict(
        "holds" if slope["apart"] <= CHORD else "holds not",
        f"Without any model: the formula at {len(slope['x'])} points, and its slope from a gradient tape, "
        f"{equality(slope['apart'])} against the slope of a short chord. Two {size}×{size} matrices multiplied in "
        f"{duration(product['tensorflow_seconds'])}, by NumPy in {duration(product['numpy_seconds'])}, "
        f"results {equality(product['apart'])}.",
    )


CLAIM = Claim(
    "2.5",
    2,
    "TensorFlow lets you create tensors and compute with them directly, outside of any model.",
    verdict,
    topic="tensors",
)
