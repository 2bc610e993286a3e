"""List every field that --set takes: default, bounds, unit, owner."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from kvt.spec import Knob, Spec, knobs, parse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as one JSON list")


def command(arguments: argparse.Namespace) -> int:
    listed = list(fields())
    if arguments.json:
        print(json.dumps([_row(knob, where) for knob, where in listed], indent=1))
        return 0
    width = max(len(knob.path) for knob, _ in listed)
    group = ""
    for knob, where in listed:
        if where != group:
            print(f"\n# {where}" if where else "")
            group = where
        words = [knob.path.ljust(width), text(knob.default).ljust(14), bounds(knob)]
        print("  ".join([*words, f"[{knob.owner}] {knob.label}: {knob.help}"]))
    return 0


def fields() -> Iterator[tuple[Knob, str]]:
    """Every field once, each with the choice that brings it ("training.optimizer=sgd"), "" if it is always there."""
    spec = Spec()
    chosen = [knob for knob in knobs(spec) if knob.kind == "variant"]
    for knob in knobs(spec):
        if not any(knob.path.startswith(f"{variant.path}.") for variant in chosen):
            yield knob, ""
    for variant in chosen:
        for kind in variant.options or {}:
            other = parse({variant.path: kind}).spec
            for knob in knobs(other):
                if knob.path.startswith(f"{variant.path}."):
                    yield knob, f"{variant.path}={kind}"


def bounds(knob: Knob) -> str:
    """What the field takes, with its unit: "1 … 10000 epochs", "adam | sgd"."""
    if knob.options:
        return " | ".join(knob.options)
    if knob.kind == "boolean":
        return "true | false"
    if knob.low is None or knob.high is None:
        return {"sizes": "numbers with commas between"}.get(knob.kind, "text")
    low = f"{'above ' if knob.above_low else ''}{text(knob.low)}"
    high = f"{'below ' if knob.below_high else ''}{text(knob.high)}"
    return f"{low} … {high} {knob.unit}".rstrip()


def text(value: Any) -> str:
    """A value as --set takes it."""
    if isinstance(value, tuple):
        return ",".join(str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _row(knob: Knob, where: str) -> dict[str, Any]:
    return {
        "field": knob.path,
        "needs": where,
        "kind": knob.kind,
        "default": knob.default,
        "low": knob.low,
        "high": knob.high,
        "low_excluded": knob.above_low,
        "high_excluded": knob.below_high,
        "options": list(knob.options or {}),
        "unit": knob.unit,
        "owner": knob.owner,
        "label": knob.label,
        "help": knob.help,
    }
