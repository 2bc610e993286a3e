"""How fast each input pipeline fed the same step, against two yardsticks. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from kvt.claims.words import pace, rate

Way = Literal["python", "keras", "tensorflow"]

PLAIN, QUEUE, RUNNER = "plain generator", "tf.queue, threads", "queue runner"
THREADS, PROCESSES = "PyDataset, threads", "PyDataset, processes"
FASTER = 1.1  # a gain below this is within what one run differs from the next
DISTURBED = 0.7  # of what its own parts allow: a plain generator below this was kept from working
ERROR = re.compile(r"\b\w+(?:Error|Exception): [^\n]+")
LONGEST = 160  # letters of an error


class Pipeline(NamedTuple):
    """`rate` in samples/s from the end of its first step to that of its last; `waited` is the share of that time
    without a step; `first` the seconds until the first step. `error` is "" where it delivered everything."""

    name: str
    rate: float
    waited: float
    first: float
    samples: int
    checksum: int
    error: str
    result: Mapping[str, Any]

    @property
    def way(self) -> Way:
        """Whose it is: Keras's, TensorFlow's, or nobody's but Python's."""
        return "python" if self.name == PLAIN else "keras" if self.name.startswith("PyDataset") else "tensorflow"


class Bench(NamedTuple):
    """`serial` and `overlap` are samples/s that follow from the settings alone: all in a row, and all that can overlap
    does. `samples` is how many each pipeline has to deliver."""

    pipelines: tuple[Pipeline, ...]
    serial: float
    overlap: float
    samples: int
    cores: int
    window: float

    @property
    def whole(self) -> list[Pipeline]:
        """Those that delivered everything."""
        return [pipeline for pipeline in self.pipelines if not pipeline.error]

    @property
    def plain(self) -> Pipeline | None:
        return self.named(PLAIN)

    @property
    def fastest(self) -> Pipeline | None:
        return max(self.whole, key=lambda pipeline: pipeline.rate, default=None)

    @property
    def all_same(self) -> bool:
        """Whether those that delivered everything delivered the same: as many samples, and of one sum."""
        return len({pipeline.checksum for pipeline in self.whole}) == 1

    def named(self, name: str) -> Pipeline | None:
        """The pipeline of that name, if it delivered everything."""
        return next((pipeline for pipeline in self.whole if pipeline.name == name), None)


def bench(results: Sequence[Mapping[str, Any]]) -> Bench | None:
    """What a run has found so far; None before it has told its yardsticks."""
    yardsticks = next((result for result in results if result.get("name") == "yardsticks"), None)
    if yardsticks is None:
        return None
    samples = yardsticks["samples"]
    return Bench(
        tuple(_pipeline(result, samples) for result in results if result.get("name") == "pipeline"),
        samples / yardsticks["serial_seconds"],
        samples / yardsticks["overlap_seconds"],
        samples,
        yardsticks["cores"],
        yardsticks["window"],
    )


def processes_or_threads(found: Bench) -> str:
    """What processes gain over threads, both of Keras's PyDataset; "" where one of the two is missing."""
    threads, processes = found.named(THREADS), found.named(PROCESSES)
    if threads is None or processes is None:
        return ""
    gain = processes.rate / threads.rate
    figures = f"{rate(processes.rate)} against {rate(threads.rate)} samples/s"
    if gain >= FASTER:
        return f"Processes beat threads here: by processes PyDataset is {pace(1 / gain)}, {figures}."
    if gain > 1 / FASTER:
        return f"Processes and threads are as fast here: {figures} of PyDataset."
    return (
        f"Threads beat processes here: by processes PyDataset is {pace(1 / gain)}, {figures}. Each batch has to "
        "be handed from one process to another."
    )


def disturbance(found: Bench) -> str:
    """Says so where the plain generator was much slower than its own parts: all gains over it look too large then."""
    if found.plain is None or found.plain.rate >= DISTURBED * found.serial:
        return ""
    return (
        f"The plain generator came to {rate(found.plain.rate)} samples/s, where your values give {rate(found.serial)} "
        "in a row: something else kept this machine busy, and gains over it are too large. Run it again."
    )


def _pipeline(result: Mapping[str, Any], wanted: int) -> Pipeline:
    samples, seconds = result["samples"], result.get("timed_seconds", 0.0)
    error = heart(result["error"])
    if not error and samples != wanted:
        error = f"It delivered {samples} of {wanted} samples."
    return Pipeline(
        result["pipeline"],
        result["timed_samples"] / seconds if seconds else 0.0,
        result["waited_seconds"] / seconds if seconds else 0.0,
        result.get("first_step", 0.0),
        samples,
        result.get("checksum", 0),
        error,
        result,
    )


def heart(error: str) -> str:
    """What was raised in a worker, and by what it was handed on: 'InvalidArgumentError: ValueError: no record'."""
    if not error:
        return ""
    outer, _, _ = error.partition(": ")
    told = ERROR.findall(error)
    inner = next((line for line in reversed(told) if not line.startswith(outer)), "")
    words = f"{outer}: {inner}" if inner else " ".join(error.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
