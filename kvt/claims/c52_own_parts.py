"""5.2: a loss, a metric and a layer of one's own, through Keras and by hand."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding
from kvt.claims.outcome import Outcome, finding
from kvt.claims.words import equality, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    layer = finding(outcomes, "extensions", name="layer", state="with build")
    loss = finding(outcomes, "extensions", name="loss")
    if layer is None or loss is None or "apart" not in layer:
        return open_until("use a layer, a loss and a metric of your own, through Keras and by hand")
    gaps = {"the layer": layer["apart"], "the loss": loss["apart"], "the metric": loss["metric_apart"]}
    figures = [f"{part} is {equality(apart)}" for part, apart in gaps.items()]
    first, last = loss["losses"][0], loss["losses"][-1]
    learns = last < first
    return Verdict(
        "holds" if learns and all(is_rounding(apart) for apart in gaps.values()) else "holds not",
        f"Fit against the loop by hand: {listed(figures)}. The loss {'falls' if learns else 'does not fall'}, "
        f"{first:.3g} to {last:.3g}: Keras takes all three as well.",
    )


CLAIM = Claim(
    "5.2",
    5,
    "A cost function, a metric or a layer of one’s own can be put in, and trains as it does by hand.",
    verdict,
    topic="extensions",
)
