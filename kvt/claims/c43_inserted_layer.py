"""4.3, in need of repair: a layer of one's own, inserted into the network as it is printed."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.errors import core
from kvt.claims.outcome import Outcome, finding


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    printed = finding(outcomes, "inserted_layer", name="layer", state="printed")
    repaired = finding(outcomes, "inserted_layer", name="layer", state="repaired")
    if printed is None or repaired is None:
        return open_until("put the layer into a network as it is printed, and with a kernel of two axes")
    came = f"raises “{core(printed['error'])}”" if printed["error"] else f"works: {_trained(printed)}"
    after = f"raises “{core(repaired['error'])}”" if repaired["error"] else _trained(repaired)
    return Verdict(
        "holds not" if printed["error"] else "holds",
        f"As printed, with one weight a unit, it {came}. With one weight for each pair of input and unit: {after}.",
    )


def _trained(found) -> str:
    first, last = found["losses"][0], found["losses"][-1]
    learns = "it trains" if last < first else "it does not learn"
    return f"{learns}, loss {first:.3g} to {last:.3g}, {found['accuracy']:.1%} of held-out digits right"


CLAIM = Claim(
    "4.3",
    4,
    "A layer of one’s own, written as the document prints it, goes between the layers of a convolutional network.",
    verdict,
    topic="inserted_layer",
)
