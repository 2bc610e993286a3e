"""4.1: a convolutional network takes a few lines of Keras."""

from collections.abc import Sequence

import numpy as np

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.lines import code_lines, section, training_lines
from kvt.claims.outcome import Outcome
from kvt.claims.words import count, duration

GOOD = 0.97  # of the held-out images
SETTINGS = {
    "dataset": "digits",
    "model": "cnn",
    "training.epochs": "10",
    "training.batch_size": "64",
    "training.optimizer.learning_rate": "0.005",
    "routes": "keras_fit,tape_graph,epoch_graph",
}


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    fits = [one for one in outcomes if one.completed and one.kind == "keras_fit" and one.spec.model.kind == "cnn"]
    # MNIST is fetched, and a few of its images are not enough: digits answer where they were raced.
    judged = sorted((one for one in fits if _right(one) is not None), key=lambda one: one.spec.dataset.kind != "digits")
    if not judged:
        return open_until("race Keras fit on images, with some of them held out")
    best = judged[0]
    right, end = _right(best), best.history.end
    lines = count(code_lines(section(best.script, "Model")), "line")
    return Verdict(
        "holds" if right >= GOOD else "holds not",
        f"{right:.1%} of the held-out images of {best.spec.dataset.title} are read right after "
        f"{duration(end.training_seconds)} of training (asked for: {GOOD:.0%}). The script’s model section has "
        f"{lines}, its training section {training_lines(best.script)}.",
    )


def _right(outcome: Outcome) -> float | None:
    """The accuracy on held-out images after the last epoch."""
    known = outcome.history.val_metric
    return float(known[-1]) if known.size and np.isfinite(known[-1]) else None


CLAIM = Claim(
    "4.1",
    4,
    "In Keras, a convolutional network that reads digits takes a few lines.",
    verdict,
    settings=SETTINGS,
)
