"""What reporting costs: a step of each route's script beside a step of the same script without its report.

Everything in the training counts: events, TensorBoard and pictures, written while it trains.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row
from benchmarks._laboratory import spec
from kvt.errors import JobError
from kvt.script import script
from kvt.spec import titles

ROUNDS, SECONDS = 5, 2.0
ROOT = Path(__file__).parents[1]


def measure() -> Iterator[Row]:
    for route in titles("route"):
        wanted = spec(route=route)
        told, silent = times([script(wanted), script(wanted, report=False)])
        micro = 1e6 / wanted.steps_per_epoch
        yield Row(f"{route}, a step", told[0] * micro, "µs", "not reported", silent[0] * micro, ratio_limit=1.02)
        yield Row(f"{route}, a step's CPU", told[1] * micro, "µs", "not reported", silent[1] * micro)


def times(texts: list[str]) -> list[list[float]]:
    """Seconds and seconds of CPU an epoch of each script, all measured in one process. Raises JobError if it fails."""
    with tempfile.TemporaryDirectory(prefix="kvt-bench-") as folder:
        paths = [Path(folder, f"script{index}.py") for index in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        process = subprocess.run(
            [sys.executable, "-m", "benchmarks._timed", str(ROUNDS), str(SECONDS), *map(str, paths)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "2"},
            capture_output=True,
            text=True,
        )
    if process.returncode:
        raise JobError(f"The scripts did not run to their end: {process.stderr.strip().rpartition(chr(10))[2]}")
    return json.loads(process.stdout.splitlines()[-1])["an_epoch"]
