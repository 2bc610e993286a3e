"""What a run came to, in figures: those that a comparison puts beside each other."""

from collections.abc import Mapping
from typing import NamedTuple

from kvt.runs.history import History
from kvt.runs.summary import figures


class Measure(NamedTuple):
    """`larger` says whether more of it is better; None where neither is."""

    label: str
    unit: str = ""
    larger: bool | None = None

    @property
    def words(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


MEASURES: dict[str, Measure] = {
    "val_loss": Measure("Validation loss", larger=False),
    "val_accuracy": Measure("Validation accuracy", larger=True),
    "val_mae": Measure("Validation mean error", larger=False),
    "loss": Measure("Training loss", larger=False),
    "accuracy": Measure("Training accuracy", larger=True),
    "mae": Measure("Training mean error", larger=False),
    "steps": Measure("Steps"),
    "speed": Measure("Speed", "steps/s", larger=True),
    "first_call": Measure("First call", "s", larger=False),
    "training": Measure("Training", "s", larger=False),
    "memory": Measure("Memory", "MB", larger=False),
}


def ends(history: History, peak_memory: int | None = None) -> Mapping[str, float]:
    """The figures that are known, by the keys of MEASURES. Losses and metrics are the last epoch's, as in a Summary."""
    told = figures(history)
    metric = history.start.metric if history.start else ""
    found = {
        "val_loss": told["val_loss"],
        f"val_{metric}": told["val_metric"],
        "loss": told["loss"],
        metric: told["metric"],
        "steps": told["steps"],
        "speed": told["speed"],
        "first_call": told["first_call"],
        "training": history.end.training_seconds if history.end else None,
        "memory": peak_memory / 1e6 if peak_memory else None,
    }
    return {key: float(value) for key, value in found.items() if key in MEASURES and value is not None}
