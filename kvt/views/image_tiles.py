"""The figures of a race on images: how many of those held out are told right, and then what every race tells."""

from collections.abc import Sequence

import numpy as np

from kvt.claims import Outcome
from kvt.claims.words import duration
from kvt.views.verdicts import Tile, tiles


def image_tiles(outcomes: Sequence[Outcome]) -> list[Tile]:
    same, speed, _, lines = tiles(outcomes)
    return [_right(outcomes), same, speed, lines]


def _right(outcomes: Sequence[Outcome]) -> Tile:
    """The worst of them: all are to be good."""
    label, icon = "Told right?", ":material/image_search:"
    known = [
        (float(one.history.val_metric[-1]), one)
        for one in outcomes
        if one.completed and one.history.val_metric.size and one.spec.metric == "accuracy"
    ]
    known = [(right, one) for right, one in known if np.isfinite(right)]
    if not known:
        return Tile(label, "–", "images that were held out", icon)
    right, one = min(known, key=lambda pair: pair[0])
    trained = duration(one.history.end.training_seconds)
    note = f"of {one.spec.validation_samples} held-out images, after {trained} of training by {one.title}"
    return Tile(label, f"{right:.1%}", note, icon)
