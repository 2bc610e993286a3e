"""1.3: an optimizer with values of one's own trains otherwise."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding
from kvt.claims.outcome import Outcome
from kvt.claims.twins import differing_only
from kvt.claims.words import equality

SETTINGS = {
    "vary": "training.optimizer.learning_rate:0.001,0.0005;training.optimizer.beta_1:0.9,0.95",
    "routes": "keras_fit",
}


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    twin = differing_only(outcomes, lambda path: path.startswith("training.optimizer"))
    if twin is None:
        return open_until("race an optimizer’s defaults against values of your own, all else equal")
    first, *_, last = twin.outcomes
    if twin.apart is None:
        return open_until("these runs have no finite step in common; race them with smaller rates")
    ends = [float(outcome.history.epoch_loss[-1]) for outcome in (first, last) if outcome.history.epoch_loss.size]
    ended = f" The mean loss of the last epoch is {ends[0]:.3g} against {ends[1]:.3g}." if len(ends) == 2 else ""
    return Verdict(
        "holds not" if is_rounding(twin.apart) else "holds",
        f"“{first.title}” and “{last.title}” from the same start: losses and weights {equality(twin.apart)}.{ended}",
    )


CLAIM = Claim(
    "1.3",
    1,
    "Overriding some of an optimizer’s values, a rate of 0.0005 and a beta 1 of 0.95, gives finer control.",
    verdict,
    settings=SETTINGS,
)
