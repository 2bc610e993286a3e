"""From the click to the first loss, and the memory that one more run takes."""

import statistics
from collections.abc import Iterator

import psutil

from benchmarks import Row
from benchmarks._laboratory import WORKSPACE, laboratory, spec, wait_for
from kvt.jobs.manager import Manager
from kvt.runs.run import Run

MB = 2**20
FORKED, FRESH = 5, 3  # how often
ROUTES = ("keras_fit", "tape_eager", "tape_graph", "module_graph", "epoch_graph", "epoch_graph_xla")


def measure() -> Iterator[Row]:
    with laboratory(slots=2) as forking, laboratory(fork=False, slots=2) as fresh:
        seconds: dict[str, list[float]] = {route: [] for route in ROUTES}
        first_fresh: list[float] = []
        for turn in range(FORKED):
            for route in ROUTES:
                seconds[route].append(first_loss(forking, route))
            if turn < FRESH:
                first_fresh.append(first_loss(fresh))
        loading = statistics.median(first_fresh)
        for route in ROUTES:
            limit = 0.5 if route == "keras_fit" else None
            median = statistics.median(seconds[route])
            yield Row(f"submit to first loss, {route}", median, "s", "fresh process, keras_fit", loading, limit)
        yield Row("submit to first loss, fresh process", loading, "s", limit=6.0)
        alone = private_memory_of_one_more(fresh)
        yield Row(
            "one more run's private memory", private_memory_of_one_more(forking), "MB", "fresh process", alone, 120.0
        )


def first_loss(manager: Manager, route: str = "keras_fit") -> float:
    """Seconds from submit to the first steps in the run's events; the run is then stopped."""
    run = manager.submit(spec(route=route, training__epochs=5000), workspace=WORKSPACE)
    seconds = wait_for(lambda: has_steps(run), 60, f"{route} told no loss")
    manager.stop(run.id)
    manager.wait([run], timeout=10)
    return seconds


def private_memory_of_one_more(manager: Manager) -> float:
    """MB that a second run, beside a first one, has for itself once it trains (USS)."""
    runs = []
    for _ in range(2):
        runs.append(manager.submit(spec(training__epochs=5000), workspace=WORKSPACE))
        wait_for(lambda: has_steps(runs[-1]), 60, "The run told no loss")
    # Some more steps, so that what training allocates is there.
    size = runs[-1].events_path.stat().st_size
    wait_for(lambda: runs[-1].events_path.stat().st_size > 2 * size, 60, "The run told no more losses")
    memory = psutil.Process(runs[-1].status.pid).memory_full_info().uss / MB
    for run in runs:
        manager.stop(run.id)
    manager.wait(runs, timeout=10)
    return memory


def has_steps(run: Run) -> bool:
    try:
        return b'"kind": "steps"' in run.events_path.read_bytes()
    except FileNotFoundError:
        return False
