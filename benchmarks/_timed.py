"""Time one or more scripts in one process, in turns: `python -m benchmarks._timed ROUNDS SECONDS SCRIPT…` prints JSON.

A script cannot be asked to time itself when its reporting is off. So `train`, a function in each of them, is timed
from outside, for few epochs and for many: the difference holds neither loading nor tracing, only steps and what goes
with them. Of several rounds the least counts, for whatever else the machine does only adds.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

FEW = 4
Cost = tuple[float, float]


def main(rounds: int, seconds: float, *paths: str) -> None:
    """Print, for each script, the seconds and the seconds of CPU that an epoch takes."""
    scripts = [load(Path(path)) for path in paths]
    many = calibrated(scripts[-1], seconds)
    taken: dict[tuple[int, int], list[Cost]] = {}
    for turn in range(rounds):
        for index in sorted(range(len(scripts)), reverse=turn % 2 == 1):
            for epochs in (FEW, many):
                taken.setdefault((index, epochs), []).append(cost(scripts[index], epochs))
    least = {key: [min(values) for values in zip(*costs, strict=True)] for key, costs in taken.items()}
    an_epoch = [
        [(long - short) / (many - FEW) for long, short in zip(least[index, many], least[index, FEW], strict=True)]
        for index in range(len(scripts))
    ]
    print(json.dumps({"epochs": many, "an_epoch": an_epoch}))


def load(path: Path) -> dict[str, Any]:
    """A script's names, without running its main part."""
    names: dict[str, Any] = {"__name__": "script"}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), names)
    return names


def cost(script: dict[str, Any], epochs: int) -> Cost:
    """Seconds, and seconds of CPU, inside `train` when the whole script trains for `epochs`."""
    train, clocks = script["train"], []

    def timed(*arguments: Any) -> None:
        clocks.append((time.perf_counter(), time.process_time()))
        train(*arguments)
        clocks.append((time.perf_counter(), time.process_time()))

    script["EPOCHS"], script["train"] = epochs, timed
    try:
        script["main"]()
    finally:
        script["train"] = train
    (started, cpu_started), (ended, cpu_ended) = clocks
    return ended - started, cpu_ended - cpu_started


def calibrated(script: dict[str, Any], seconds: float) -> int:
    """So many epochs that they take about `seconds` more than FEW."""
    few, many = cost(script, FEW)[0], 2 * FEW
    while (more := cost(script, many)[0] - few) < seconds / 2:
        many *= 4
    return FEW + max(FEW, int((many - FEW) * seconds / more))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), *sys.argv[3:])
