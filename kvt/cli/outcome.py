"""What became of a run, for a person or for a program."""

import json
import math
from typing import Any

from kvt.runs.run import Run

MB = 2**20


def outcome(run: Run) -> dict[str, Any]:
    """State and figures of a run that has ended; None for what it did not come to tell. Seconds and bytes."""
    status, history = run.status, run.history()
    metric = history.start.metric if history.start else "metric"
    seconds = status.ended - status.started if status.ended and status.started else None
    return {
        "state": status.state,
        "reason": status.reason,
        "run": str(run.folder),
        "steps": history.steps_done,
        "epochs": int(history.epochs[-1]) if history.epochs.size else 0,
        "loss": _last(history.epoch_loss),
        metric: _last(history.epoch_metric),
        "val_loss": _last(history.val_loss),
        f"val_{metric}": _last(history.val_metric),
        "steps_per_second": history.steady_steps_per_second,
        "first_call_seconds": history.first_call_seconds,
        "training_seconds": history.end.training_seconds if history.end else None,
        "seconds": seconds,
        "peak_memory": status.peak_memory or (history.end.peak_memory if history.end else None),
    }


def as_json(found: dict[str, Any]) -> str:
    """One object on one line. JSON knows no NaN and no infinity: they become null."""
    plain = {
        name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in found.items()
    }
    return json.dumps(plain, allow_nan=False)


def as_table(found: dict[str, Any]) -> str:
    """Name and value, a line each; what is not known is left out."""
    lines = []
    for name, value in found.items():
        if value in (None, ""):
            continue
        if name == "peak_memory":
            value = f"{value / MB:.0f} MB"
        elif isinstance(value, float):
            value = f"{value:.4g}"
        lines.append(f"{name.replace('_', ' '):20}{value}")
    return "\n".join(lines)


def _last(values: Any) -> float | None:
    return float(values[-1]) if len(values) and not math.isnan(values[-1]) else None
