"""4.5: the low level shows what happens inside a convolution."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, findings
from kvt.claims.words import duration, equality, listed

# Sums of a few dozen float32 products in another order differ by less.
EQUAL = 1e-5


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    maps = {found["way"]: found for found in findings(outcomes, "convolution", name="maps")}
    loops = maps.pop("loops", None)
    if loops is None or not maps:
        return open_until("run one convolution three ways: a layer of Keras, an operation of TensorFlow, and loops")
    figures = [f"{way} is {equality(found['apart'])} ({duration(found['seconds'])})" for way, found in maps.items()]
    return Verdict(
        "holds" if all(found["apart"] <= EQUAL for found in maps.values()) else "holds not",
        f"Against plain loops ({duration(loops['seconds'])}), {listed(figures)}. Every product of every pixel is there "
        "to be read.",
    )


CLAIM = Claim(
    "4.5",
    4,
    "At the low level one sees what a convolution does, down to the arithmetic of each pixel.",
    verdict,
    topic="convolution",
)
