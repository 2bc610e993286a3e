"""What a sweep costs beside the training in it: the clock of 32 short runs, against their own time by the slots.

A run's own time is its process's life, from its start to its end, as the manager sees it: tracing, training, validation
and saving are in it, and what sampling, scripts, the queue and the fork take is not. The processes share the machine's
cores while they are timed, as they do in the sweep: that, and whatever else the machine does, makes the yardstick
longer too.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import Row
from benchmarks._laboratory import WORKSPACE, laboratory, spec
from kvt.errors import JobError
from kvt.sweeps import search as searches
from kvt.sweeps.conductor import Conductor
from kvt.sweeps.search import Search

TRIALS, SLOTS = 32, 2
SPACE = "training.optimizer.learning_rate:0.001..0.3;training.batch_size:16..64"


def measure() -> Iterator[Row]:
    base = spec(training__epochs=5)
    for sampler in ("random", "tpe"):
        search = searches.read({"search": SPACE, "sampler": sampler, "trials": str(TRIALS)}, base, Search()).search
        with laboratory(slots=SLOTS) as manager, tempfile.TemporaryDirectory(prefix="kvt-bench-") as folder:
            conductor = Conductor(manager, Path(folder))
            sweep = conductor.start(search, base, workspace=WORKSPACE)
            if not conductor.wait(sweep, timeout=600):
                raise JobError("The sweep did not end within 600 s.")
            found = conductor.progress(sweep)
            conductor.close()
        if any(trial.state != "completed" for trial in found.trials):
            raise JobError("A trial did not complete: " + next(t.reason for t in found.trials if t.reason))
        bare = sum(trial.seconds for trial in found.trials) / SLOTS
        name = f"{TRIALS} runs in {SLOTS} slots, {search.sampler}"
        yield Row(name, found.standing.seconds, "s", "their own time by the slots", bare, ratio_limit=1.3)
