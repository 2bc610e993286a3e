"""Specs of one race, each called by what tells it from the others."""

from collections.abc import Sequence
from typing import Any

from kvt.spec.knobs import Knob, knobs
from kvt.spec.spec import Spec


def differing(specs: Sequence[Spec]) -> tuple[str, ...]:
    """The paths whose values are not the same in all; of a choice of class the choice alone, not what it brings."""
    fields = [{knob.path: knob.value for knob in knobs(spec)} for spec in specs]
    paths = dict.fromkeys(path for values in fields for path in values)
    found: list[str] = []
    for path in paths:
        if any(path.startswith(f"{outer}.") for outer in found):
            continue
        first, *others = (values.get(path) for values in fields)
        if any(value != first for value in others):
            found.append(path)
    return tuple(found)


def labels(specs: Sequence[Spec]) -> list[str]:
    """One label a spec: its route where routes differ, and the value of every other knob that does."""
    paths = [path for path in differing(specs) if path != "route"]
    routes = {spec.route.kind for spec in specs}
    return [_label(spec, paths, len(routes) > 1) for spec in specs]


def keys(specs: Sequence[Spec]) -> list[str]:
    """One short name a spec, each once: the kind of its route where that is enough, else its label."""
    kinds = [spec.route.kind for spec in specs]
    return kinds if len(set(kinds)) == len(kinds) else labels(specs)


def shown(knob: Knob) -> str:
    """A knob's value as people read it."""
    value: Any = knob.value
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    if knob.options:
        return knob.options.get(value, str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _label(spec: Spec, paths: Sequence[str], with_route: bool) -> str:
    found = {knob.path: knob for knob in knobs(spec)}
    values = [f"{found[path].label} {shown(found[path])}" for path in paths if path in found]
    parts = [spec.route.title] if with_route or not values else []
    if values:
        parts.append(", ".join([values[0], *map(_inside, values[1:])]))
    return " · ".join(parts)


def _inside(text: str) -> str:
    """As it stands inside a sentence: small at its start, unless that is an abbreviation."""
    return text if text[:2].isupper() or text[1:2].isupper() else text[0].lower() + text[1:]
