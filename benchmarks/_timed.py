"""Time scripts in one process, in turns: `python -m benchmarks._timed ROUNDS SECONDS SCRIPT…` prints JSON.

A script whose reporting is off cannot tell its speed. So a clock is hung, in all scripts alike, where an epoch ends;
the first epochs, which trace and compile, do not count. Of several rounds the least does, for whatever else the machine
does only adds.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import keras  # noqa: TID251 - this process trains

WARM = 0.2  # share of the calls that does not count


class Tick(NamedTuple):
    epochs: int
    seconds: float
    cpu: float


class Clock:
    """Notes the time at the end of each epoch, or of each call that holds several."""

    def __init__(self) -> None:
        self.ticks = [Tick(0, time.perf_counter(), time.process_time())]
        self._inside = False

    def tick(self, epochs: int) -> None:
        self.ticks.append(Tick(self.ticks[-1].epochs + epochs, time.perf_counter(), time.process_time()))

    def after(self, method: Callable[..., Any], epochs: Callable[..., int]) -> Callable[..., Any]:
        """`method`, and then a tick; one alone if such a method calls another."""

        def call(*arguments: Any) -> Any:
            if self._inside:
                return method(*arguments)
            self._inside = True
            try:
                return method(*arguments)
            finally:
                self._inside = False
                self.tick(epochs(*arguments))

        return call

    def steady(self) -> tuple[Tick, Tick]:
        return self.ticks[max(2, int(len(self.ticks) * WARM))], self.ticks[-1]


def main(rounds: int, seconds: float, *paths: str) -> None:
    """Print, for each script, the seconds and the seconds of CPU that an epoch takes."""
    scripts = [load(Path(path)) for path in paths]
    epochs = calibrated(scripts[-1], seconds)
    costs: list[list[tuple[float, float]]] = [[] for _ in scripts]
    for turn in range(rounds):
        for index in sorted(range(len(scripts)), reverse=turn % 2 == 1):
            first, last = train(scripts[index], epochs).steady()
            done = last.epochs - first.epochs
            costs[index].append(((last.seconds - first.seconds) / done, (last.cpu - first.cpu) / done))
    print(
        json.dumps({"epochs": epochs, "an_epoch": [[min(part) for part in zip(*cost, strict=True)] for cost in costs]})
    )


def load(path: Path) -> dict[str, Any]:
    """A script's names, without running its main part."""
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), names)
    return names


def train(script: dict[str, Any], epochs: int) -> Clock:
    """Run the whole script for `epochs`, with a clock at the end of each."""
    clock = Clock()
    make_report, fit = script["Report"], keras.Model.fit

    def report(*arguments: Any) -> Any:
        made = make_report(*arguments)
        made.end_epoch = clock.after(made.end_epoch, lambda *_: 1)
        made.end_epochs = clock.after(made.end_epochs, len)
        return made

    def fit_with_clock(*arguments: Any, callbacks: list[Any], **options: Any) -> Any:
        if not callbacks:  # without a report nothing in fit knows of an epoch's end
            callbacks = [keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: clock.tick(1))]
        return fit(*arguments, callbacks=callbacks, **options)

    script["EPOCHS"], script["Report"], keras.Model.fit = epochs, report, fit_with_clock
    try:
        script["main"]()
    finally:
        script["Report"], keras.Model.fit = make_report, fit
    return clock


def calibrated(script: dict[str, Any], seconds: float) -> int:
    """So many epochs that they take about `seconds`."""
    epochs, steady = 4, 0.0
    while steady < seconds / 4:
        epochs *= 4
        first, last = train(script, epochs).steady()
        steady = last.seconds - first.seconds
    return max(epochs, int(seconds * (last.epochs - first.epochs) / steady))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), *sys.argv[3:])
