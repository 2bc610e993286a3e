"""3.4, in need of repair: custom layers and optimizers slot in, as its example has them."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.errors import core
from kvt.claims.outcome import Outcome, finding
from kvt.claims.words import equality


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    layer = finding(outcomes, "extensions", name="layer", state="without build")
    whole = finding(outcomes, "extensions", name="layer", state="with build")
    before = finding(outcomes, "extensions", name="adamw", state="experimental")
    today = finding(outcomes, "extensions", name="adamw", state="today")
    own = finding(outcomes, "extensions", name="optimizer")
    if None in (layer, whole, before, today, own):
        return open_until("use a layer and an optimizer as the document has them, and as they are written today")
    as_printed = [_came("the layer without build", layer), _came("AdamW under optimizers.experimental", before)]
    repaired = [_trained("the layer with build", whole), _trained("AdamW under keras.optimizers", today)]
    ownership = (
        f"an optimizer written here by the formula of {own['built_in']} is {equality(own['apart'])} "
        f"against the built-in one"
    )
    holds = not layer["error"] and not before["error"]
    return Verdict(
        "holds" if holds else "holds not",
        f"As printed, {' and '.join(as_printed)}. Today, {' and '.join(repaired)}; {ownership}.",
    )


def _came(what: str, found: Mapping[str, Any]) -> str:
    return f"{what} raises “{core(found['error'])}”" if found["error"] else f"{what} works"


def _trained(what: str, found: Mapping[str, Any]) -> str:
    first, last = found["losses"][0], found["losses"][-1]
    return f"{what} {'trains' if last < first else 'does not learn'} (loss {first:.3g} to {last:.3g})"


CLAIM = Claim(
    "3.4",
    3,
    "A custom layer without more than a call, and AdamW among the experimental optimizers, slot into a Keras model.",
    verdict,
    topic="extensions",
)
