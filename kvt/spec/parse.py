"""From text to a spec and back: for URLs, the command line and forms. What cannot be understood gets a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kvt.spec.base import Part
from kvt.spec.knobs import knobs, settable, variants
from kvt.spec.spec import Spec


@dataclass(frozen=True)
class Problem:
    """A value that was not taken. `path` is the field as written; `sentence` says what is wrong and what to do."""

    path: str
    sentence: str


@dataclass(frozen=True)
class Parsed:
    spec: Spec
    problems: tuple[Problem, ...] = ()


def parse(assignments: Mapping[str, Any], base: Spec | None = None) -> Parsed:
    """Apply `assignments` ("training.epochs": "5", "dataset": "digits", "dataset.kind": "digits") to `base`.

    Values may be text. A choice of class ("training.optimizer": "sgd") brings that class's own defaults. Whatever is
    unknown, out of bounds or of the wrong kind is left at its default and told as a Problem; nothing is raised.
    """
    spec = base or Spec()
    problems: list[Problem] = []
    # Classes first, outer before inner: they decide which other fields there are.
    kinds = {path.removesuffix(".kind"): value for path, value in assignments.items() if _is_variant(path)}
    for path in sorted(kinds, key=lambda path: path.count(".")):
        spec = _apply(spec, path, {"kind": str(kinds[path])}, problems)
    for path, value in assignments.items():
        if not _is_variant(path):
            spec = _apply(spec, path, value, problems)
    return Parsed(spec, tuple(problems))


def assignments(spec: Spec) -> dict[str, str]:
    """The shortest assignments that `parse` turns back into `spec`: what is at its default is left out."""
    return {knob.path: _text(knob.value) for knob in knobs(spec) if not knob.is_default}


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(str(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_variant(path: str) -> bool:
    cls: Any = Spec
    names = path.removesuffix(".kind").split(".")
    for name in names[:-1]:
        field = getattr(cls, "model_fields", {}).get(name)
        cls = field.annotation if field is not None else None
    field = getattr(cls, "model_fields", {}).get(names[-1])
    return field is not None and bool(variants(field.annotation))


def _apply(spec: Spec, path: str, value: Any, problems: list[Problem]) -> Spec:
    names = path.split(".")
    try:
        return _replace(spec, names, value)
    except _UnknownField as unknown:
        problems.append(Problem(path, f"There is no field {_short(path)!r}{_instead(unknown.part)}."))
    except ValidationError as error:
        problems.append(Problem(path, _sentence(path, value, error)))
    return spec


class _UnknownField(Exception):
    def __init__(self, part: object) -> None:
        self.part = part


def _replace(part: Part, names: list[str], value: Any) -> Any:
    name, *rest = names
    field = type(part).model_fields.get(name) if isinstance(part, Part) else None
    if field is None or not settable(field):
        raise _UnknownField(part)
    if rest:
        value = _replace(getattr(part, name), rest, value)
    data = {field: getattr(part, field) for field in type(part).model_fields}
    return type(part).model_validate(data | {name: value})


def _sentence(path: str, value: Any, error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    shown = value.get("kind") if isinstance(value, dict) else value
    reason = first["msg"][0].lower() + first["msg"][1:].rstrip(".")
    if first["type"] == "union_tag_invalid":
        reason = f"choose one of {first['ctx']['expected_tags'].replace(chr(39), '')}"
    return f"{_short(path)} cannot be {_short(repr(shown))}: {reason}."


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "…"


def _instead(part: object) -> str:
    if not isinstance(part, Part):
        return ""
    names = [name for name, field in type(part).model_fields.items() if settable(field)]
    return f"; here there are {', '.join(names)}" if names else ""
