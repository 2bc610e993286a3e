"""The figures of a race on images: how many of those held out are read right, and then what every race tells."""

from collections.abc import Sequence

import numpy as np

from kvt.claims import Outcome
from kvt.claims.difference import loss_difference
from kvt.claims.outcome import reference
from kvt.claims.words import duration
from kvt.spec import Spec, knobs
from kvt.views.verdicts import Tile, tiles


def image_tiles(outcomes: Sequence[Outcome]) -> list[Tile]:
    same, speed, _, lines = tiles(outcomes)
    if len(groups := alike(outcomes)) > 1:
        same = tiles(max(groups, key=_apart))[0]
    return [_right(outcomes), same, speed, lines]


def alike(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """Those that are to learn the same beside each other: what only the engine or the route tells apart."""
    groups: dict[tuple[object, ...], list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(_learned_by(one.spec), []).append(one)
    return list(groups.values())


def _learned_by(spec: Spec) -> tuple[object, ...]:
    return tuple((knob.path, knob.value) for knob in knobs(spec) if knob.owner in ("data", "keras"))


def _apart(group: Sequence[Outcome]) -> float:
    """The largest gap to the group's reference; -1 where there is none to be measured."""
    first = reference(group)
    others = [one for one in group if one.completed and one is not first]
    gaps = [loss_difference(first.history, one.history) for one in others] if first else []
    return max((gap for gap in gaps if gap is not None), default=-1.0)


def _right(outcomes: Sequence[Outcome]) -> Tile:
    """The worst of them: all are to be good."""
    label, icon = "Read right?", ":material/image_search:"
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
    who = "" if len(known) == 1 else ", the worst run"
    note = f"of {one.spec.validation_samples} held-out images{who}, after {trained}"
    return Tile(label, f"{right:.1%}", note, icon)
