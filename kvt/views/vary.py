"""One knob, several values: what tells the runs of a race from each other, beside or instead of their routes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kvt.spec import Spec, knobs, parse

# More values than curves can be told apart, and more knobs than a label can name.
MOST_VALUES, MOST_KNOBS = 6, 4


@dataclass(frozen=True)
class Variation:
    """The field at `path` takes each of `values`, one a racer; written "path:first,second"."""

    path: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        # Sizes have commas of their own: 8,8 is written 8-8.
        return f"{self.path}:{','.join(value.replace(',', '-') for value in self.values)}"


class Read(NamedTuple):
    vary: tuple[Variation, ...]
    problems: tuple[str, ...]


def read(text: str, spec: Spec) -> Read:
    """ "path:first,second;other:third,fourth" → variations on top of `spec`, in step with each other.

    A value that the field does not take gets a sentence, and with it the racer that would have had it is left out.
    """
    problems: list[str] = []
    columns: list[tuple[str, list[str | None]]] = []
    for part in text.split(";")[:MOST_KNOBS]:
        path, colon, values = (piece.strip() for piece in part.partition(":"))
        if not colon or not values:
            problems.append(f"What to vary is written as field:value,value, and {part[:80]!r} is not.")
            continue
        asked = [value.strip() for value in values.split(",") if value.strip()][:MOST_VALUES]
        columns.append((path, [_taken(spec, path, value, problems) for value in asked]))
    length = min((len(values) for _, values in columns), default=0)
    kept = [place for place in range(length) if all(values[place] is not None for _, values in columns)]
    variations = [Variation(path, tuple(str(values[place]) for place in kept)) for path, values in columns]
    return Read(tuple(variations) if kept else (), tuple(dict.fromkeys(problems))[:MOST_VALUES])


def write(vary: Sequence[Variation]) -> str:
    return ";".join(map(str, vary))


def variants(spec: Spec, vary: Sequence[Variation]) -> list[Spec]:
    """One spec a racer, equal ones once; `spec` itself if nothing varies. What no longer fits the spec is left out."""
    if not vary:
        return [spec]
    columns = zip(*(variation.values for variation in vary), strict=True)
    paths = [variation.path for variation in vary]
    return list(dict.fromkeys(parse(dict(zip(paths, values, strict=True)), spec).spec for values in columns))


def stray(spec: Spec, vary: Sequence[Variation]) -> list[str]:
    """A sentence for each field that is varied and that `spec` does not have, or not with these values."""
    return [
        problem.sentence
        for variation in vary
        for value in variation.values
        for problem in parse({variation.path: value}, spec).problems
    ]


def _taken(spec: Spec, path: str, value: str, problems: list[str]) -> str | None:
    """The value as kvt writes it; None, and a sentence, where it is not taken."""
    if path in ("route", "topic"):
        problems.append(f"{path} is not varied so: routes have a parameter of their own.")
        return None
    if any(knob.path == path and knob.kind == "text" for knob in knobs(spec)):
        problems.append(f"{path} is not varied: it is found in a file.")
        return None
    text = value.replace("-", ",") if _is_sizes(spec, path) else value
    parsed = parse({path: text}, spec)
    if parsed.problems:
        problems.extend(problem.sentence for problem in parsed.problems)
        return None
    return _text(parsed.spec, path)


def _text(spec: Spec, path: str) -> str:
    value = next((knob.value for knob in knobs(spec) if knob.path == path), "")
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_sizes(spec: Spec, path: str) -> bool:
    return any(knob.path == path and knob.kind == "sizes" for knob in knobs(spec))
