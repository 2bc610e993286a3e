"""What is compared, against one searched field alone: a dot a trial."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.sweep_looks import MARKS, NAMES, Field, hover
from kvt.runs.trial import Trial

JITTER = 0.18  # of the way to the next choice: dots of one choice shall not hide each other


class Slice(NamedTuple):
    """The trials that have `field`, and where they stand on its axis: `places` [trials]."""

    what: str
    field: Field
    trials: tuple[Trial, ...]
    places: tuple[float, ...]


def select(trials: Sequence[Trial], field: Field, what: str) -> Slice:
    """Completed and pruned trials that have the field."""
    told = [trial for trial in trials if trial.state in ("completed", "pruned") and trial.value is not None]
    placed = [(trial, field.place(trial.values.get(field.path))) for trial in told]
    kept = [(trial, place) for trial, place in placed if place is not None]
    return Slice(what, field, tuple(trial for trial, _ in kept), tuple(place for _, place in kept))


def draw(found: Slice, *, dark: bool = False, log: bool = False) -> dict[str, Any]:
    """A plotly figure. Each dot's `customdata` is its trial's number."""
    dots = list(zip(found.trials, found.places, strict=True))
    data = []
    for state in ("completed", "pruned"):
        own = [(trial, place) for trial, place in dots if trial.state == state]
        data.append(
            {
                "type": "scatter", "mode": "markers", "name": NAMES[state], "marker": MARKS[state].plotly(dark),
                "x": [_apart(place, trial) if found.field.choices else place for trial, place in own],
                "y": [trial.value for trial, _ in own], "customdata": [trial.number for trial, _ in own],
                "text": [hover(trial, found.what) for trial, _ in own], "hovertemplate": "%{text}<extra></extra>",
            }
        )  # fmt: skip
    scale = palette.LOG if log else {}
    y = {"title": {"text": found.what, "standoff": 8}, "zeroline": False, "automargin": True} | scale
    layout = palette.layout(
        xaxis=found.field.axis(found.places), yaxis=y, hovermode="closest", showlegend=False, height=320
    )
    return {"data": data, "layout": layout}


def _apart(place: float, trial: Trial) -> float:
    """Beside its choice, the same at every draw."""
    return place + JITTER * ((trial.number * 0.618) % 1 - 0.5) * 2
