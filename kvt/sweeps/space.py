"""Several fields at once: which of them a spec has, and the spec at one point of the space."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from kvt.errors import SpecError
from kvt.spec import Knob, Spec, knobs, parse
from kvt.sweeps.dimension import Dimension, text, typed

MOST_FIELDS = 6
MOST_POINTS = 500  # of a grid
# What would make trials differ by what they are measured on, so that their figures could not be compared at all.
NEVER = ("dataset", "topic")

Space = tuple[Dimension, ...]


def read(searches: Mapping[str, str], base: Spec) -> tuple[Space, list[str]]:
    """{"model.hidden": "8,16", …} → dimensions on top of `base`, and a sentence for each that was not taken.

    A field may also exist only under a variant that is searched: momentum, where the optimizer may become SGD.
    """
    found: list[Dimension] = []
    problems: list[str] = []
    offered = searchable(base)
    if len(searches) > MOST_FIELDS:
        problems.append(f"{len(searches)} fields are searched: choose at most {MOST_FIELDS}.")
    # Classes first: they decide which other fields there are.
    for path in sorted(list(searches)[:MOST_FIELDS], key=lambda path: _depth(path, offered)):
        wider = [base, *_variants(base, found)]
        knob, spec = next(((knob, spec) for spec in wider if (knob := knob_at(spec, path))), (None, base))
        try:
            if path in NEVER or knob is None:
                raise SpecError(f"{path[:80]!r} cannot be searched: choose one of the fields that are offered.")
            found.append(typed(knob, searches[path], spec))
        except SpecError as error:
            problems.append(str(error))
    order = list(searches)
    return tuple(sorted(found, key=lambda dimension: order.index(dimension.path))), problems


def searchable(base: Spec, space: Sequence[Dimension] = ()) -> dict[str, Knob]:
    """Every field that a sweep on `base` may search, by path; with those of variants that `space` searches."""
    offered = {knob.path: knob for spec in (base, *_variants(base, space)) for knob in knobs(spec)}
    return {path: knob for path, knob in offered.items() if path not in NEVER and knob.kind != "text"}


def stray(space: Sequence[Dimension], base: Spec) -> list[str]:
    """A sentence for each dimension that `base` does not have any more, or not with these values."""
    _, problems = read({dimension.path: str(dimension) for dimension in space}, base)
    return problems


def spec_at(base: Spec, values: Mapping[str, Any]) -> Spec:
    """`base` with `values`; a class that it has already keeps the fields that were set in it. Raises SpecError."""
    classes = {knob.path: knob.value for knob in knobs(base) if knob.kind == "variant"}
    parsed = parse({path: value for path, value in values.items() if classes.get(path) != value}, base)
    if parsed.problems:
        raise SpecError(" ".join(problem.sentence for problem in parsed.problems))
    return parsed.spec


def draw(space: Sequence[Dimension], base: Spec, suggest: Callable[[Dimension], Any]) -> dict[str, Any]:
    """One point: `suggest` is asked for each dimension that the spec has once its variants are chosen."""
    values: dict[str, Any] = {}
    offered = searchable(base, space)
    for dimension in sorted(space, key=lambda dimension: _depth(dimension.path, offered)):
        if knob_at(spec_at(base, values), dimension.path):
            values[dimension.path] = suggest(dimension)
    return values


def size(space: Sequence[Dimension]) -> int:
    """How many points the grid of `space` has at most."""
    return math.prod(len(dimension.points) for dimension in space)


@lru_cache(maxsize=16)
def grid(space: Space, base: Spec) -> tuple[dict[str, Any], ...]:
    """Every combination of the dimensions' points, those that come to the same spec once."""
    found: dict[Spec, dict[str, Any]] = {}
    for point in itertools.product(*(dimension.points for dimension in space)):
        chosen = dict(zip((dimension.path for dimension in space), point, strict=True))
        values = draw(space, base, lambda dimension, chosen=chosen: chosen[dimension.path])
        found.setdefault(spec_at(base, values), values)
    return tuple(found.values())


def here(space: Sequence[Dimension], base: Spec) -> dict[str, Any] | None:
    """The point where `base` itself stands; None if it is not in the space."""
    own = {knob.path: knob for knob in knobs(base)}
    present = [dimension for dimension in space if dimension.path in own]
    if not present or not all(dimension.holds(own[dimension.path].value) for dimension in present):
        return None
    return {dimension.path: _as_suggested(dimension, own[dimension.path].value) for dimension in present}


def knob_at(spec: Spec, path: str) -> Knob | None:
    return next((knob for knob in knobs(spec) if knob.path == path), None)


def _as_suggested(dimension: Dimension, value: Any) -> Any:
    if dimension.kind != "choice":
        return value
    return text(value)


def _variants(base: Spec, space: Sequence[Dimension]) -> Iterator[Spec]:
    """`base` under every choice of class that `space` searches, one class changed at a time."""
    classes = {knob.path for knob in knobs(base) if knob.kind == "variant"}
    for dimension in space:
        if dimension.path in classes:
            for choice in dimension.choices:
                yield parse({dimension.path: choice}, base).spec


def _depth(path: str, offered: Mapping[str, Knob]) -> int:
    """Choices of class come before the fields that they bring."""
    knob = offered.get(path)
    return 0 if knob is not None and knob.kind == "variant" else 1
