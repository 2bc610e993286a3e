"""Where specs differ, field by field: the rows of a table of settings, and what figures put on an axis."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.spec.knobs import Knob, knobs
from kvt.spec.labels import shown
from kvt.spec.spec import Spec

NOTHING = "–"


class Difference(NamedTuple):
    """A field: `knob` is the first spec's that has it; `values` and their `texts` [specs], None and "–" without it."""

    knob: Knob
    values: tuple[Any, ...]
    texts: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        return self.knob.kind in ("integer", "number")


def differences(specs: Sequence[Spec]) -> tuple[Difference, ...]:
    """The fields of which those specs that have them do not all have one value, in the order of the classes.

    So a choice of class is told once, and of what it brings only what several specs have and set otherwise.
    """
    fields = [{knob.path: knob for knob in knobs(spec)} for spec in specs]
    found = []
    for path in dict.fromkeys(path for own in fields for path in own):
        told = [own.get(path) for own in fields]
        known = [knob for knob in told if knob is not None]
        if any(knob.value != known[0].value for knob in known):
            values = tuple(knob and knob.value for knob in told)
            found.append(Difference(known[0], values, tuple(shown(knob) if knob else NOTHING for knob in told)))
    return tuple(found)
