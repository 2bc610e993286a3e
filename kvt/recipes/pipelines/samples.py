"""Records as they lie on a disk, and what it takes to make a sample of one."""

import threading
import time
import zlib

import numpy as np

from kvt.recipes.settings import BATCH, BATCHES, BROKEN_AT, DATA_SEED, WORK, WORK_MS

PIXELS = 64
RECORD_COUNT = BATCHES * BATCH
DARK_OR_BRIGHT = np.random.default_rng(DATA_SEED).integers(0, 2, RECORD_COUNT)
RECORDS = [
    zlib.compress(np.random.default_rng([DATA_SEED, index]).integers(0, 200, PIXELS, "uint8") + np.uint8(55 * bright))
    for index, bright in enumerate(DARK_OR_BRIGHT)
]
if WORK == "native":
    BLOCK = zlib.compress(bytes(200_000))


def load(index: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One sample: pixels float32 [PIXELS], label float32, and by whom and when it was made.

    The last, float64 [thread, from, to], travels with the sample through every pipeline, so that afterwards all can be
    told from what arrived.
    """
    started = time.perf_counter()
    if BROKEN_AT:  # noqa: SIM102
        if index + 1 == BROKEN_AT:
            raise ValueError(f"record {BROKEN_AT} cannot be read")
    pixels = np.frombuffer(zlib.decompress(RECORDS[index]), "uint8").astype("float32") / 255
    work()
    made = np.array([threading.get_native_id(), started, time.perf_counter()])
    return pixels, np.float32(DARK_OR_BRIGHT[index]), made


def work() -> None:
    """What makes a sample dear: WORK_MS of it."""
    if WORK == "waiting":
        time.sleep(WORK_MS / 1000)  # as for a disk or the network: nobody is kept from anything
    elif WORK == "python":
        until = time.thread_time() + WORK_MS / 1000
        while time.thread_time() < until:  # Python's own work: one thread of a process at a time may do it
            sum(range(50))
    else:
        until = time.thread_time() + WORK_MS / 1000
        while time.thread_time() < until:  # written in C, and lets other threads go on meanwhile
            zlib.decompress(BLOCK)


def collate(samples: list) -> tuple[np.ndarray, ...]:
    """Samples as one batch: pixels [n, PIXELS], labels [n], makers [n, 3]."""
    return tuple(np.stack(column) for column in zip(*samples))
