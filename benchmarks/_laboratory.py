"""A manager of one's own in a folder that is gone afterwards, and runs in it."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kvt.errors import JobError
from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.manager import Manager
from kvt.runs.run import Run
from kvt.runs.store import Store
from kvt.spec import Spec, parse

WORKSPACE = "bench"


@contextmanager
def laboratory(*, fork: bool | None = None, slots: int = 1) -> Iterator[Manager]:
    """A manager whose zygote (where there is one) is warm."""
    with tempfile.TemporaryDirectory(prefix="kvt-bench-") as folder:
        manager = Manager(Store(Path(folder)), LocalExecutor(fork=fork), limits=Limits(slots=slots))
        try:
            manager.executor.warm()
            wait_for(lambda: not manager.warming(), 60, "TensorFlow did not load")
            yield manager
        finally:
            manager.close()


def spec(**fields: object) -> Spec:
    """The default spec with fields set: spec(route="tape_graph", training__epochs=5)."""
    parsed = parse({path.replace("__", "."): value for path, value in fields.items()})
    if parsed.problems:
        raise JobError(" ".join(problem.sentence for problem in parsed.problems))
    return parsed.spec


def trained(manager: Manager, wanted: Spec, seconds: float = 300.0) -> Run:
    """Train `wanted` to its end. Raises JobError with the reason if it did not get there."""
    run = manager.submit(wanted, workspace=WORKSPACE)
    if not manager.wait([run], timeout=seconds):
        manager.stop(run.id)
        raise JobError(f"{wanted.route.title} did not end within {seconds:.0f} s.")
    if run.status.state != "completed":
        raise JobError(f"{wanted.route.title} did not complete: {run.status.reason}")
    return run


def wait_for(is_so: Callable[[], bool], seconds: float, trouble: str) -> float:
    """Seconds until `is_so`, looked at every millisecond. Raises JobError with `trouble` when they are over."""
    started = time.perf_counter()
    while not is_so():
        if time.perf_counter() - started > seconds:
            raise JobError(f"{trouble} within {seconds:g} s.")
        time.sleep(0.001)
    return time.perf_counter() - started
