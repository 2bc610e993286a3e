"""When each step of a run was done, by the clock on the wall: read off the times at which the run told its steps."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kvt.runs.event import Event


class Clock(NamedTuple):
    """`steps` and `seconds` since the start, float64 [n], both rising: the last step of each telling, and its time."""

    steps: NDArray[np.float64]
    seconds: NDArray[np.float64]

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Clock":
        """Tellings without a time are passed over; a clock that was put back stands still."""
        start, steps, seconds = None, [], []
        for event in events:
            if event.kind == "start":
                start = _number(event, "time")
            elif event.kind == "steps" and start is not None:
                first, count, time = (_number(event, name) for name in ("first", "count", "time"))
                if first is None or count is None or time is None:
                    continue
                stride = _number(event, "stride") or 1.0
                if not steps:
                    steps, seconds = [first - stride], [0.0]
                steps.append(first + (count - 1) * stride)
                seconds.append(time - start)
        return cls(np.array(steps, np.float64), np.maximum.accumulate(np.array(seconds, np.float64)))

    def at(self, steps: NDArray[np.int64]) -> NDArray[np.float64]:
        """Seconds at each of `steps` [n]: between two tellings as if each step took the same; NaN if none is known."""
        if not self.steps.size:
            return np.full(len(steps), np.nan)
        return np.interp(steps, self.steps, self.seconds)


def _number(event: Event, name: str) -> float | None:
    value = event.fields.get(name)
    return float(value) if isinstance(value, int | float) and np.isfinite(value) else None
