"""What it costs the server to compare fifty runs of 100 000 steps: at first, smoothed, again; and memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks import Row
from kvt.runs.event import encode
from kvt.runs.run import Run
from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import parse

FEW, MANY = 5, 50  # of fewer than three the whole histories stay in memory
EPOCHS, EACH = 100, 1000  # 100 000 steps
TOLD = 100  # steps in one event

# The picture and the table as their page makes them, in a process of its own: seconds and bytes.
PAGE = """
import json, sys, time
from pathlib import Path
import psutil
from kvt.figures import compare_curves
from kvt.runs.store import Store
from kvt.views import compare_read, compare_runs, compare_table, state

store, process = Store(Path(sys.argv[1])), psutil.Process()
from kvt.jobs import server
server.manager = lambda: type("Manager", (), {"store": store})
ids = ",".join(run.id for run in store.list("bench"))
state.parameter = lambda name: ids

def picture(smoothing=0):
    started = time.perf_counter()
    found = compare_runs.compared()
    choice = compare_curves.Choice(smoothing=smoothing)
    drawn = zip(found.names, found.looks, compare_read.trails(found.runs, smoothing))
    text = json.dumps(compare_curves.draw(compare_curves.select(list(drawn), choice)))
    text += compare_table.html(found, compare_table.rows(found))
    return time.perf_counter() - started, len(text)

before = process.memory_info().rss
first, size = picture()
memory = process.memory_info().rss - before
print(json.dumps([first, picture(100)[0], min(picture()[0] for _ in range(5)), size / 2**20, memory / 2**20]))
"""


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="kvt-bench-") as folder:
        few, many = (costs(filled(Path(folder) / str(count), count)) for count in (FEW, MANY))
    of = f"of {FEW}"
    yield Row(f"comparing {MANY} runs of 100 000 steps", many[0], "s", of, few[0], ratio_limit=40.0)
    yield Row(f"smoothing {MANY} of them", many[1], "s", of, few[1], ratio_limit=40.0)
    yield Row(f"a rerun with {MANY} of them", many[2] * 1e3, "ms", of, few[2] * 1e3, limit=150.0)
    yield Row(f"sent to the browser for {MANY}", many[3], "MB", of, few[3], limit=2.0)
    yield Row(f"memory for {MANY}", many[4], "MB", of, few[4], limit=40.0)


def filled(root: Path, count: int) -> Store:
    """A store with so many runs that have ended, each with its events."""
    store = Store(root)
    for number in range(count):
        settings = {"training.epochs": EPOCHS, "seeds.data": number, "training.batch_size": 8 + number % 8}
        write(store.create(parse(settings).spec, "pass\n", workspace="bench", race="r", position=number), number)
    return store


def write(run: Run, seed: int) -> None:
    steps = EPOCHS * EACH
    noise = np.random.default_rng(seed).standard_normal(steps)
    loss = (1 + 0.1 * noise).astype(np.float32)
    val = encode(loss[:EPOCHS])
    events = [{"kind": "start", "time": 0, "epochs": EPOCHS, "steps_per_epoch": EACH, "metric": "accuracy"}]
    for first in range(0, steps, TOLD):
        part = encode(loss[first : first + TOLD])
        time = first / 2000
        events.append(
            {"kind": "steps", "time": time, "first": first + 1, "count": TOLD, "loss": part, "accuracy": part}
        )
    events.append({"kind": "epochs", "first": 1, "count": EPOCHS, "val_loss": val, "val_accuracy": val})
    end = {"reason": "completed", "steps": steps, "epochs": EPOCHS, "training_seconds": 50.0}
    events.append({"kind": "end", "time": 50.0} | end)
    run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
    Status(state="completed", queued=1.0, started=2.0, ended=52.0).write(run.status_path)


def costs(store: Store) -> list[float]:
    """Seconds of the first picture, of a smoothed one and of a rerun; MB sent, and MB of memory that the first took."""
    command = [sys.executable, "-W", "ignore", "-c", PAGE, str(store.root)]
    result = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    return json.loads(result.stdout.splitlines()[-1])
