"""One field to search: its range or its values, by default as wide as is sensible around the value that it has."""

import math
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kvt.errors import SpecError
from kvt.spec import Knob, Spec, knobs, parse

MOST_VALUES = 24  # of one field
LEAST_SHARE = 1e-5  # of the highest value: where a log scale begins for a field that may be 0
POINTS = 5  # of a range, on a grid


class Dimension(BaseModel):
    """The field at `path` takes a number from `low` to `high`, both included, or one of `choices`, written as text."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    path: str = Field(max_length=200)
    kind: Literal["integer", "number", "choice"]
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    choices: tuple[str, ...] = Field((), max_length=MOST_VALUES)

    @model_validator(mode="after")
    def _has_something_to_search(self) -> Self:
        if self.kind == "choice" and len(set(self.choices)) < 2:
            raise ValueError("there is one value to try: name two or more")
        if self.kind != "choice" and not self.low < self.high:
            raise ValueError("the range is empty: write the lower end first")
        if self.log and self.kind != "choice" and self.low <= 0:
            raise ValueError("a range on a logarithmic scale begins above 0")
        return self

    def __str__(self) -> str:
        """As it is typed: "0.0001..0.1", "8, 16, 8-8"."""
        if self.kind == "choice":
            return ", ".join(choice.replace(",", "-") for choice in self.choices)
        return f"{self.low:g}..{self.high:g}"

    @property
    def points(self) -> tuple[Any, ...]:
        """What a grid tries: every choice; of a range a few values at equal distances, ends included."""
        if self.kind == "choice":
            return self.choices
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        spread = [low + (high - low) * place / (POINTS - 1) for place in range(POINTS)]
        values = [self.low, *(math.exp(value) if self.log else value for value in spread[1:-1]), self.high]
        if self.kind == "integer":
            return tuple(dict.fromkeys(round(value) for value in values))
        return tuple(float(f"{value:.6g}") for value in values)

    def holds(self, value: Any) -> bool:
        """Whether `value`, of a knob, is one that this dimension may take."""
        if self.kind == "choice":
            return text(value) in self.choices
        return isinstance(value, int | float) and self.low <= value <= self.high


def text(value: Any) -> str:
    """A knob's value as `parse` takes it."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def typed(knob: Knob, words: str, spec: Spec) -> Dimension:
    """The dimension that was typed for `knob`: "low..high", or values between commas (sizes as 8-8).

    Raises SpecError with a sentence for the first thing that is wrong. `spec` is one that has the field.
    """
    words = words.strip()
    if knob.kind == "text":
        raise SpecError(f"{knob.label} is not searched: it is found in a file.")
    if ".." in words:
        return _range(knob, *words.split("..", 1), spec)
    values = [part.strip() for part in words.split(",") if part.strip()]
    if len(values) > MOST_VALUES:
        raise SpecError(f"{knob.label} has {len(values)} values: try at most {MOST_VALUES}, or a range as 1..9.")
    taken = [_taken(knob, value.replace("-", ",") if knob.kind == "sizes" else value, spec) for value in values]
    return _made(knob, path=knob.path, kind="choice", choices=tuple(dict.fromkeys(taken)))


def suggested(knob: Knob) -> Dimension:
    """What to search first: three decades around a logarithmic field’s value, all of a short range or of options."""
    values = _values(knob)
    if values:
        return Dimension(path=knob.path, kind="choice", choices=values)
    low, high = _ends(knob)
    whole = knob.kind == "integer"
    return Dimension(
        path=knob.path,
        kind="integer" if whole else "number",
        low=round(low) if whole else float(f"{low:.3g}"),
        high=round(high) if whole else float(f"{high:.3g}"),
        log=knob.scale == "log",
    )


def widest(knob: Knob) -> tuple[float, float] | None:
    """The knob's own bounds as ends of a range: an excluded end moves in a little; None where it has none."""
    if knob.low is None or knob.high is None:
        return None
    low, high = float(knob.low), float(knob.high)
    span = high - low
    if knob.scale == "log" and low <= 0:
        low = LEAST_SHARE * high
    elif knob.above_low:
        low += 1e-3 * span
    return low, high - 1e-3 * span if knob.below_high else high


def _ends(knob: Knob) -> tuple[float, float]:
    low, high = widest(knob) or (0.0, 1.0)
    value = float(knob.value)
    if knob.scale == "log":
        least = float(knob.low or 0.0)  # of a value as small as 1e-7 the range goes lower than the widest would
        return (max(least, value / 30), min(high, value * 30)) if value > 0 else (low, high / 10)
    if knob.kind == "integer":
        return max(low, value // 4), min(high, max(4 * value, value // 4 + 8))
    return low, high


def _values(knob: Knob) -> tuple[str, ...]:
    if knob.kind in ("choice", "variant"):
        return tuple(knob.options or {})
    if knob.kind == "boolean":
        return "false", "true"
    if knob.kind == "sizes":
        return "8", "32", "8,8", "32,32", "32,32,32"
    return ()


def _range(knob: Knob, first: str, last: str, spec: Spec) -> Dimension:
    if knob.kind not in ("integer", "number"):
        raise SpecError(f"{knob.label} has no range: name its values, with commas between.")
    low, high = (_taken(knob, end.strip(), spec) for end in (first, last))
    return _made(knob, path=knob.path, kind=knob.kind, low=float(low), high=float(high), log=knob.scale == "log")


def _taken(knob: Knob, value: str, spec: Spec) -> str:
    """`value` as kvt writes it. Raises SpecError where the field does not take it."""
    parsed = parse({knob.path: value}, spec)
    if parsed.problems:
        raise SpecError(knob.label + parsed.problems[0].sentence.removeprefix(knob.path))
    return text(next((other.value for other in knobs(parsed.spec) if other.path == knob.path), value))


def _made(knob: Knob, **fields: Any) -> Dimension:
    try:
        return Dimension(**fields)
    except ValueError as error:
        reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")  # type: ignore[attr-defined]
        raise SpecError(f"{knob.label}: {reason}.") from error
