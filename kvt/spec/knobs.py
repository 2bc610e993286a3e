"""Read the fields off a spec: the one list that form, URL, command line, sweep and script are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

import annotated_types
from pydantic.fields import FieldInfo

from kvt.spec.base import Owner, Part
from kvt.spec.spec import Spec

Kind = Literal["integer", "number", "boolean", "choice", "variant", "sizes", "text"]


@dataclass(frozen=True)
class Knob:
    """One field of one spec, with its bounds, its words and its value.

    `path` is dotted ("training.epochs"); a `variant` chooses a class (path "training.optimizer", options by kind), and
    that class's fields follow it; `low` and `high` are inclusive unless `above_low`.
    """

    path: str
    setting: str
    kind: Kind
    label: str
    help: str
    owner: Owner
    unit: str
    scale: Literal["linear", "log"]
    common: bool
    default: Any
    value: Any
    low: float | None = None
    high: float | None = None
    above_low: bool = False
    below_high: bool = False
    options: dict[str, str] | None = None
    needs: str = ""

    @property
    def is_default(self) -> bool:
        return self.value == self.default


def variants(annotation: Any) -> dict[str, type[Part]]:
    """The classes a field may hold, by kind: {} if the field holds a plain value or only one class."""
    if get_origin(annotation) is not None and not isinstance(annotation, type):
        classes = [arg for arg in get_args(annotation) if isinstance(arg, type) and issubclass(arg, Part)]
        return {cls.model_fields["kind"].default: cls for cls in classes}
    return {}


def knobs(spec: Spec) -> list[Knob]:
    """Every field of `spec` that a person may set, in the order of the classes; none of unchosen kinds."""
    return list(_walk(spec, Spec(), ""))


def settable(field: FieldInfo) -> bool:
    """Whether a person may set `field`: a knob or a group of knobs, not something found in a file."""
    group = field.annotation
    if field.json_schema_extra or not (isinstance(group, type) and issubclass(group, Part)):
        return bool(field.json_schema_extra)
    return any(settable(inner) for inner in group.model_fields.values())


def _walk(part: Part, base: Part | None, prefix: str) -> Iterator[Knob]:
    defaults = base if type(base) is type(part) else None
    for name, field in type(part).model_fields.items():
        if name == "kind" or not settable(field):
            continue
        path = f"{prefix}{name}"
        value = getattr(part, name)
        default = getattr(defaults, name) if defaults is not None else field.get_default(call_default_factory=True)
        classes = variants(field.annotation)
        if classes:
            options = {kind: cls.title for kind, cls in classes.items()}
            yield _knob(path, field, "variant", value.kind, default.kind, options)
        if isinstance(value, Part):
            yield from _walk(value, default if type(default) is type(value) else type(value)(), f"{path}.")
        elif not classes:
            yield _knob(path, field, _kind(field), value, default, _options(field))


def _knob(path: str, field: FieldInfo, kind: Kind, value: Any, default: Any, options: dict[str, str] | None) -> Knob:
    extra: dict[str, Any] = dict(field.json_schema_extra or {})  # type: ignore[arg-type]
    low = high = None
    above = below = False
    for bound in field.metadata:
        match bound:
            case annotated_types.Ge(ge=low):
                pass
            case annotated_types.Gt(gt=low):
                above = True
            case annotated_types.Le(le=high):
                pass
            case annotated_types.Lt(lt=high):
                below = True
    name = path.rpartition(".")[2]
    return Knob(
        path=path,
        setting=extra["setting"] or name.upper(),
        kind=kind,
        label=field.title or name,
        help=field.description or "",
        owner=extra["owner"],
        unit=extra["unit"],
        scale=extra["scale"],
        common=extra["common"],
        default=default,
        value=value,
        low=low,
        high=high,
        above_low=above,
        below_high=below,
        options=options,
        needs=extra["needs"],
    )


def _options(field: FieldInfo) -> dict[str, str] | None:
    if get_origin(field.annotation) is not Literal:
        return None
    labels = dict(field.json_schema_extra or {}).get("options") or {}  # type: ignore[arg-type]
    return {choice: labels.get(choice, choice) for choice in get_args(field.annotation)}  # type: ignore[union-attr]


def _kind(field: FieldInfo) -> Kind:
    annotation = field.annotation
    if get_origin(annotation) is Literal:
        return "choice"
    if get_origin(annotation) is tuple:
        return "sizes" if get_args(annotation)[0] is not str else "text"
    plain: dict[Any, Kind] = {bool: "boolean", int: "integer", float: "number", str: "text"}
    return plain[annotation]


@cache
def titles(field: str) -> dict[str, str]:
    """The title of each class that a field of Spec may hold, by kind: titles("route")["keras_fit"]."""
    return {kind: cls.title for kind, cls in variants(Spec.model_fields[field].annotation).items()}
