"""3.2: Sequential, Functional and subclassing express the same network."""

from collections.abc import Mapping, Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import gap, is_rounding
from kvt.claims.outcome import Outcome, findings
from kvt.claims.words import count, equality, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    networks = findings(outcomes, "apis", name="network")
    if len(networks) < 2:
        return open_until("train one network, written in four ways, from equal weights")
    first, *others = networks
    gaps = {network["way"]: gap(first["losses"], network["losses"]) for network in others}
    figures = listed([f"{way} is {equality(apart)}" for way, apart in gaps.items()])
    sizes = {network["way"]: len(network["operations"]["nodes"]) for network in networks}
    known = [network["way"] for network in networks if network["layers"]["edges"]]
    return Verdict(
        "holds" if all(is_rounding(apart) for apart in gaps.values()) else "holds not",
        f"From equal weights on equal data, the losses of {count(len(first['losses']), 'step')} against "
        f"{first['way']}’s: {figures}. TensorFlow’s graph below has {_operations(sizes)}. What differs is what Keras "
        f"knows of it: {'no way' if not known else 'only ' + listed(known)} {'tells' if len(known) < 2 else 'tell'} it "
        f"which layer feeds which.",
    )


def _operations(sizes: Mapping[str, int]) -> str:
    """'23 operations each way', or how many each has."""
    if len(set(sizes.values())) == 1:
        return f"{count(next(iter(sizes.values())), 'operation')} each way"
    first, *others = [f"{size} for {way}" for way, size in sizes.items()]
    return listed([first.replace(" for", " operations for", 1), *others])


CLAIM = Claim(
    "3.2",
    3,
    "Sequential, Functional and a subclass are ways of writing one and the same network.",
    verdict,
    topic="apis",
)
