"""4.4, mistaken: attention is out of reach of the pure Keras way."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import gap
from kvt.claims.outcome import Outcome, finding
from kvt.claims.words import equality


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    by_keras = finding(outcomes, "attention", name="attention", way="Keras")
    by_hand = finding(outcomes, "attention", name="attention", way="by hand")
    if by_keras is None or by_hand is None:
        return open_until("train a network with attention, of Keras layers and by hand")
    apart = equality(gap(by_keras["losses"], by_hand["losses"]))
    return Verdict(
        "holds not" if _learns(by_keras) else "holds",
        f"With Keras’s own MultiHeadAttention {_trained(by_keras)}; without any Keras {_trained(by_hand)}. From equal "
        f"weights, their losses are {apart}.",
    )


def _learns(found: Mapping[str, Any]) -> bool:
    return found["losses"][-1] < found["losses"][0]


def _trained(found: Mapping[str, Any]) -> str:
    first, last = found["losses"][0], found["losses"][-1]
    return (
        f"the network {'trains' if _learns(found) else 'does not learn'}: loss {first:.3g} to {last:.3g}, "
        f"{found['accuracy']:.1%} of held-out digits right"
    )


CLAIM = Claim(
    "4.4",
    4,
    "Attention takes TensorFlow’s low level: with Keras alone it is out of reach.",
    verdict,
    topic="attention",
)
