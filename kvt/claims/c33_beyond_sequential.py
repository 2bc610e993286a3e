"""3.3: the Functional API goes where Sequential cannot."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, finding, findings
from kvt.claims.words import count, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    attempts = findings(outcomes, "apis", name="attempt")
    model = finding(outcomes, "apis", name="branching")
    if not attempts or model is None:
        return open_until("build a network of two inputs, a skip and two outputs, and try the same with Sequential")
    refused = [attempt["what"] for attempt in attempts if attempt["error"]]
    taken = [attempt["what"] for attempt in attempts if not attempt["error"]]
    first, last = model["losses"][0], model["losses"][-1]
    trains = last < first
    layers = model["layers"]
    parts = [
        f"The Functional model of {count(len(layers['nodes']), 'layer')} and "
        f"{count(len(layers['edges']), 'connection')} "
        f"{'trains' if trains else 'does not learn'}: loss {first:.3g} to {last:.3g}"
    ]
    if refused:
        parts.append(f"Sequential raises at {listed(refused)}")
    if taken:
        parts.append(f"Sequential takes {listed(taken)}")
    return Verdict("holds" if trains and not taken else "holds not", ". ".join(parts) + ".")


CLAIM = Claim(
    "3.3",
    3,
    "The Functional API builds what Sequential cannot: several inputs or outputs, connections that skip a layer.",
    verdict,
    topic="apis",
)
