"""A plain generator: make a batch, train on it, make the next. Nothing overlaps."""

from collections.abc import Callable

from kvt.recipes.pipelines.samples import collate, load
from kvt.recipes.settings import BATCH, BATCHES, PASSES


def plain_batches():
    for _ in range(PASSES):
        for number in range(BATCHES):
            yield collate([load(index) for index in range(number * BATCH, (number + 1) * BATCH)])


def plain_generator(step: Callable) -> None:
    for batch in plain_batches():
        step(*batch)
