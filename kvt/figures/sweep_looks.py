"""How trials look in every figure of a sweep: colour says what they came to, and the marker says it again."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.runs.trial import Trial

NAMES = {"completed": "completed", "pruned": "pruned", "failed": "failed", "running": "running"}
INK = ("#31333f", "#e3e7ee")
# From dark to light, by matplotlib's authors (bids.github.io/colormap): as even for colour-blind eyes as for others.
VIRIDIS = ((0.0, "#440154"), (0.25, "#3b528b"), (0.5, "#21918c"), (0.75, "#5ec962"), (1.0, "#fde725"))


class Mark(NamedTuple):
    """`colors` on a light and on a dark ground."""

    colors: tuple[str, str]
    symbol: str
    size: int = 11

    def plotly(self, dark: bool) -> dict[str, Any]:
        return {"color": self.colors[dark], "symbol": self.symbol, "size": self.size}


# In none of the ways' colours: a sweep compares values, not Keras with TensorFlow.
MARKS: dict[str, Mark] = {
    "completed": Mark(("#00795c", "#3ddbb0"), "circle"),
    "pruned": Mark(("#8c8c8c", "#9a9a9a"), "x-thin-open", 10),
    "failed": Mark(("#b3261e", "#ff8a80"), "triangle-up", 12),
}


class Field(NamedTuple):
    """A searched field as figures know it: `log` for a logarithmic axis, `choices` for a field that is no number."""

    path: str
    label: str
    log: bool = False
    choices: tuple[str, ...] = ()

    def place(self, value: Any) -> float | None:
        """Where `value` stands on the field's axis: itself, or the place of its choice; None if it has none."""
        if self.choices:
            return float(self.choices.index(value)) if value in self.choices else None
        return float(value) if isinstance(value, int | float) else None

    def axis(self, places: Sequence[float] = ()) -> dict[str, Any]:
        """The axis of a plotly figure with dots at `places`."""
        if self.choices:
            ticks = {"tickvals": list(range(len(self.choices))), "ticktext": [shown(value) for value in self.choices]}
            return {"title": {"text": self.label}, **ticks, "range": [-0.5, len(self.choices) - 0.5], "zeroline": False}
        # Labels at the powers of ten alone, for which a small figure has room; where dots lie closer, at more digits.
        spread = max(places) / min(places) if self.log and places else 1.0
        scale = palette.LOG | {"dtick": 1 if spread >= 10 else "D2" if spread >= 4 else "D1"} if self.log else {}
        return {"title": {"text": self.label}, "zeroline": False, "automargin": True} | scale


def ink(dark: bool) -> str:
    return INK[dark]


def shown(value: Any) -> str:
    """A value of a field as people read it: sizes as 8-8."""
    if isinstance(value, float):
        return f"{value:.3g}"
    return str(value).replace(",", "-").replace("true", "on").replace("false", "off")


def hover(trial: Trial, what: str) -> str:
    """A few lines on a trial. What visitors wrote is not in it: values are the spec's own."""
    value = "" if trial.value is None else f"<br>{what} {trial.value:.4g}"
    return f"trial {trial.number}, {trial.state}{value}<br>" + settings(trial.values)


def settings(values: Mapping[str, Any], joint: str = "<br>") -> str:
    return joint.join(f"{path.rpartition('.')[2].replace('_', ' ')} {shown(value)}" for path, value in values.items())


def coloring(values: Sequence[float], *, larger: bool, dark: bool) -> tuple[list[list[Any]], float, float]:
    """A scale on which the best stand out most, and its ends; a few terrible values do not take all of it."""
    ordered = sorted(values)
    low, high = ordered[0], ordered[-1]
    if len(ordered) > 4:
        cut = ordered[max(1, round(0.9 * (len(ordered) - 1)))] if not larger else ordered[round(0.1 * len(ordered))]
        low, high = (cut, high) if larger else (low, cut)
    stops = VIRIDIS if larger == dark else tuple((1 - at, color) for at, color in reversed(VIRIDIS))
    return [list(stop) for stop in stops], low, high if high > low else low + 1e-9
