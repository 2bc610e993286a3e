"""What thousands of runs cost: their table, its index made anew, a page’s rerun with them behind it, their zip."""

import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks import Row
from kvt.runs.archive import stream
from kvt.runs.event import encode
from kvt.runs.intake import take_in
from kvt.runs.run import Run
from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import parse, titles

FEW, MANY = 50, 5000
EPOCHS = 10

# The table as its page makes it, in a process of its own: seconds and megabytes that it adds.
TABLE = """
import sys, time
from pathlib import Path
import psutil
import streamlit as st
from kvt.runs.store import Store
from kvt.views import state
from kvt.views.runs_filter import matching
from kvt.views.runs_table import draw_runs

state.hold, state.held = lambda *args: None, lambda *args: None
process = psutil.Process()
store = Store(Path(sys.argv[1]))
before, seconds = process.memory_info().rss, []
for _ in range(3):
    started = time.perf_counter()
    draw_runs("bench", matching(store.index.rows("bench"), "", {}), {}, 560)
    seconds.append(time.perf_counter() - started)
print(seconds[0], min(seconds), process.memory_info().rss - before)
"""


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="kvt-bench-") as folder:
        stores = {count: filled(Path(folder) / str(count), count) for count in (FEW, MANY)}
        few, many = (seconds(store.index.rebuild) for store in stores.values())
        yield Row(f"index of {MANY} runs made anew", many, "s", f"of {FEW}", few, limit=30.0)
        first, again, memory = zip(*(table(store.root) for store in stores.values()), strict=True)
        yield Row(f"table of {MANY} runs, first time", first[1], "s", f"of {FEW}", first[0], limit=1.0)
        yield Row(f"table of {MANY} runs, again", again[1], "s", f"of {FEW}", again[0], limit=1.0)
        yield Row(f"memory of a table of {MANY} runs", memory[1], "MB", f"of {FEW}", memory[0], limit=100.0)
        few, many = (rerun(store) for store in stores.values())
        yield Row(f"a page's runs among {MANY}", many * 1e6, "µs", f"among {FEW}", few * 1e6, ratio_limit=10.0)
        zipped, taken = zip(*(moved(store, Path(folder) / "there") for store in stores.values()), strict=True)
        yield Row(f"{MANY} runs as a zip", zipped[1], "s", f"{FEW} runs", zipped[0])
        yield Row(f"{MANY} runs taken in from it", taken[1], "s", f"{FEW} runs", taken[0], limit=30.0)


def filled(root: Path, count: int) -> Store:
    """A store with so many runs that have ended, each with its events and its weights."""
    store, routes = Store(root), list(titles("route"))
    for number in range(count):
        spec = parse({"route": routes[number % len(routes)], "training.epochs": EPOCHS, "seeds.data": number}).spec
        page = ("differences", "cnn", "hyperparameters")[number % 3]
        run = store.create(spec, "pass\n" * 300, workspace="bench", page=page, race=str(number // 4), now=1e9 + number)
        write(run)
    return store


def write(run: Run) -> None:
    steps = EPOCHS * run.spec.steps_per_epoch
    loss, val = (encode(np.linspace(1, 0.1, length, dtype=np.float32)) for length in (steps, EPOCHS))
    events = [
        {"kind": "start", "time": 1, "epochs": EPOCHS, "steps_per_epoch": steps // EPOCHS, "metric": "accuracy"},
        {"kind": "steps", "time": 1, "first": 1, "count": steps, "loss": loss, "accuracy": loss},
        {"kind": "epochs", "time": 1, "first": 1, "count": EPOCHS, "val_loss": val, "val_accuracy": val},
        {"kind": "end", "time": 2, "reason": "completed", "steps": steps, "epochs": EPOCHS, "training_seconds": 1.0},
    ]
    run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
    np.savez(run.weights_path, np.ones((8, 8), np.float32))
    Status(state="completed", queued=1.0, started=2.0, ended=3.0).write(run.status_path)


def table(root: Path) -> tuple[float, float, float]:
    """Seconds of the first and of a later table, and the megabytes that they take."""
    command = [sys.executable, "-W", "ignore", "-c", TABLE, str(root)]
    result = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    first, again, memory = map(float, result.stdout.splitlines()[-1].split())
    return first, again, memory / 2**20


def rerun(store: Store) -> float:
    """Seconds to find a page's runs, as every rerun of a page does."""
    store.of_page("bench", "cnn")
    time.sleep(0.2)  # a folder that has just changed is read twice
    store.of_page("bench", "cnn")
    return min(seconds(lambda: store.of_page("bench", "cnn")) for _ in range(20))


def moved(store: Store, there: Path) -> tuple[float, float]:
    """Seconds to pack all runs, and to take them in elsewhere with their rows in the table."""
    archive = io.BytesIO()
    packing = seconds(lambda: archive.writelines(stream(store.list("bench"))))
    other = Store(there / store.root.name)

    def arrive() -> None:
        take_in(other, archive, workspace="bench", room=2**40)
        other.index.rows("bench")

    return packing, seconds(arrive)


def seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
