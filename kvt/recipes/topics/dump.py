"""Read the dump that another run has left, one that was killed perhaps."""

from collections.abc import Iterator

from kvt.recipes.debugger.post_mortem import post_mortem
from kvt.recipes.settings import DUMPED


def findings() -> Iterator[dict]:
    yield {**post_mortem(f"../{DUMPED}/debugger"), "run": DUMPED}
