"""A first model as it is printed, and compiled: on labels that follow nothing, and on labels that follow a rule."""

from collections.abc import Iterator

from kvt.recipes.networks.first_model import as_printed, compiled
from kvt.recipes.networks.trying import what_it_says


def findings() -> Iterator[dict]:
    yield {"name": "printed", "error": what_it_says(as_printed)}
    for labels in ("random", "a rule"):
        yield {"name": "trained", "labels": labels, **compiled(labels)}
