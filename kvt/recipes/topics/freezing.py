"""One network trained in two halves, a part of it frozen: at the start or between the halves, by Keras and by hand."""

from collections.abc import Iterator

from kvt.recipes.datasets.moons import load
from kvt.recipes.networks.frozen_by_hand import by_hand, followed_variables, is_chosen
from kvt.recipes.networks.frozen_keras import HALF, after_fit, after_fit_and_compiled, before_compile
from kvt.recipes.settings import PASSES

# What is done through Keras, and from which epoch on the same is frozen by hand; PASSES is never.
CASES = {
    "before compile": (before_compile, 0),
    "after fit": (after_fit, PASSES),
    "after fit, compiled": (after_fit_and_compiled, HALF),
}


def findings() -> Iterator[dict]:
    x, y = load()
    for case, (through_keras, frozen_from) in CASES.items():
        yield told(case, "keras", min(frozen_from, HALF), through_keras(x, y))
        yield told(case, "by hand", frozen_from if frozen_from < PASSES else None, by_hand(x, y, frozen_from))
    yield {"name": "followed", "variables": followed_variables()}


def told(case: str, way: str, frozen_epoch: int | None, found: dict) -> dict:
    """`frozen_epoch` is the one after which it was frozen, or was meant to be; None for never."""
    chosen = [name for name in found["moved"] if is_chosen(name)]
    return {"name": "case", "case": case, "way": way, "chosen": chosen, "frozen_epoch": frozen_epoch, **found}
