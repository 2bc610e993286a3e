"""1.7: dropout and L1/L2 regularise."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome
from kvt.claims.twins import differing_only, generalisation_gap, value

# What varies, and what it does to the measure itself.
PENALTY = "Both losses contain the penalty."
MEASURED = {
    "model.dropout": "Part of that is the measure: the training loss is of the thinned network, and so larger.",
    "model.l1": PENALTY,
    "model.l2": PENALTY,
}
SETTINGS = {
    "dataset.samples": "120",
    "dataset.noise": "0.4",
    "model.hidden": "64,64",
    "model.activation": "relu",
    "training.epochs": "40",
    "training.batch_size": "60",
    "training.validation_share": "0.5",
    "vary": "model.dropout:0,0.3,0.6",
    "routes": "keras_fit",
}


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    twin = differing_only(outcomes, lambda path: path in MEASURED)
    if twin is None:
        return open_until("race several strengths of dropout or of L2, all else equal, on few samples")
    path = twin.paths[0]
    measured = [
        (value(outcome.spec, path), outcome.title, gap)
        for outcome in twin.outcomes
        if (gap := generalisation_gap(outcome.history)) is not None
    ]
    if len(measured) < 2:
        return open_until("these runs have no finite validation loss; keep a share of the samples for validation")
    measured.sort()
    (_, _, weakest), *_, (_, _, strongest) = measured
    if weakest <= 0:
        return open_until(
            "without regularisation the validation loss is no higher than the training loss, so there is nothing to "
            "shrink; race with fewer samples, or a larger model"
        )
    figures = "; ".join(f"“{title}” {gap:+.3g}" for _, title, gap in measured)
    return Verdict(
        "holds" if strongest < weakest else "holds not",
        f"Validation loss minus training loss, over the last quarter of the epochs: {figures}. {MEASURED[path]}",
    )


CLAIM = Claim(
    "1.7",
    1,
    "Dropout and L1 or L2 penalties keep a model from learning its training samples by heart.",
    verdict,
    settings=SETTINGS,
)
