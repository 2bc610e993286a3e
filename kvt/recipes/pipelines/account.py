"""What a pipeline came to: how fast, how long the step waited, and a time line of its beginning."""

import os

import numpy as np

from kvt.recipes.pipelines.training import Training
from kvt.recipes.settings import BATCH, BATCHES, PASSES, STEP_MS, WORK, WORK_MS, WORKERS

MAKE_SECONDS, STEP_SECONDS = BATCH * WORK_MS / 1000, STEP_MS / 1000  # of each batch
WINDOW = 16 * (MAKE_SECONDS + STEP_SECONDS)  # seconds of the time line
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def yardsticks() -> dict:
    """From the settings alone: all in a row, and all that can overlap does."""
    at_a_time = WORKERS if WORK == "waiting" else min(WORKERS, CORES)  # samples
    count = PASSES * BATCHES
    return {
        "samples": count * BATCH,
        "serial_seconds": count * (MAKE_SECONDS + STEP_SECONDS),
        "overlap_seconds": count * max(MAKE_SECONDS / at_a_time, STEP_SECONDS),
        "window": WINDOW,
        "cores": CORES,
    }


def account(training: Training, error: str) -> dict:
    """Times in seconds since the pipeline was started; `error` is "" where all went well.

    `timed_samples` took `timed_seconds`, from the end of the first step to that of the last: the start stands apart.
    """
    if not training.steps:
        return {"samples": 0, "error": error}
    steps = np.array(training.steps) - training.began
    makers = [np.asarray(made) for made in training.makers]
    made = np.concatenate(makers)
    # A pipeline that is slow to start would show nothing but its start: the time line begins shortly before a step.
    begin = max(0.0, steps[0, 0] - WINDOW / 8)
    made[:, 1:] -= training.began + begin
    shown = steps - begin
    taken = np.repeat(shown[:, 0], [len(batch) for batch in makers])
    timed_seconds = steps[-1, 1] - steps[0, 1]
    return {
        "samples": len(made),
        "checksum": sum(int(np.rint(np.asarray(batch) * 255).sum()) for batch in training.batches),
        "timed_samples": len(made) - len(makers[0]),
        "timed_seconds": timed_seconds,
        "waited_seconds": timed_seconds - float(np.sum(steps[1:, 1] - steps[1:, 0])),
        "first_step": steps[0, 0],
        "last_end": shown[-1, 1],
        "error": error,
        "spans": spans(made),
        "steps": shown[shown[:, 0] < WINDOW].round(5).tolist(),
        "ready": ready(made[:, 2], taken),
    }


def spans(made: np.ndarray) -> list:
    """[worker, from, to] of the time line, each with the next where no eye could tell them apart."""
    merged = []
    seen = made[(made[:, 2] > 0) & (made[:, 1] < WINDOW)]
    seen[:, 1:] = seen[:, 1:].clip(0, WINDOW)
    workers = list(dict.fromkeys(seen[np.argsort(seen[:, 1]), 0]))
    for worker in workers:
        last = None
        # A cache hands out the same samples again: each was made once.
        for _, start, end in np.unique(seen[seen[:, 0] == worker], axis=0).round(5).tolist():
            if last and start - last[2] < WINDOW / 500:
                last[2] = end
            else:
                last = [workers.index(worker), start, end]
                merged.append(last)
    return merged


def ready(made: np.ndarray, taken: np.ndarray) -> list:
    """How many samples lay ready, made and not yet in a step, at 200 moments: [moment, count]."""
    moments = np.linspace(0, WINDOW, 200)
    counts = np.searchsorted(np.sort(made), moments) - np.searchsorted(np.sort(taken), moments)
    return [[round(float(moment), 5), int(count)] for moment, count in zip(moments, counts)]
