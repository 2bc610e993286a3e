"""Topics of document 5, threads and queues."""

from typing import ClassVar, Literal

from kvt.spec.base import knob
from kvt.spec.topics.topic import Topic


class Pipelines(Topic):
    kind: Literal["pipelines"] = "pipelines"
    title: ClassVar[str] = "Input pipelines"
    help: ClassVar[str] = "The same samples to the same training step, by each way to overlap the making and the step."
    parts: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Samples", "pipelines/samples"),
        ("Step", "pipelines/training"),
        ("Plain generator", "pipelines/plain"),
        ("Keras PyDataset", "pipelines/py_dataset"),
        ("tf.queue", "pipelines/fifo_queue"),
        ("Queue runner", "pipelines/queue_runner"),
        ("tf.data", "pipelines/tf_data"),
        ("Account", "pipelines/account"),
    )
    work: Literal["waiting", "python", "native"] = knob(
        "waiting",
        "Work",
        "What makes a sample dear. While one waits others may work; Python's own work is done by one thread at a time, "
        "that of a decoder written in C by as many as there are cores.",
        owner="data",
        common=True,
        options={
            "waiting": "waiting: a disk, a network",
            "python": "computing, in Python",
            "native": "computing, in C",
        },
    )
    work_ms: float = knob(
        1.0, "Work per sample", "Of waiting, or of a processor.", owner="data", unit="ms", common=True, ge=0.0, le=50.0
    )
    batch: int = knob(16, "Batch size", "Samples a step.", owner="keras", unit="samples", ge=1, le=64)
    step_ms: float = knob(
        12.0,
        "Step",
        "How long a training step takes: its own time, filled up by sleeping, as while an accelerator computes.",
        owner="keras",
        unit="ms",
        common=True,
        ge=1.0,
        le=200.0,
    )
    batches: int = knob(20, "Batches", "Batches a pass.", owner="keras", ge=2, le=200)
    passes: int = knob(2, "Passes", "Over the same samples: what a cache is for.", owner="keras", ge=1, le=5)
    workers: int = knob(
        4,
        "Workers",
        "Threads, processes or parallel calls that make samples. AUTOTUNE chooses for itself.",
        owner="engine",
        common=True,
        ge=2,
        le=16,
    )
    ahead: int = knob(
        4, "Batches ahead", "How many may lie ready in a queue.", owner="engine", unit="batches", ge=1, le=64
    )
    broken_at: int = knob(
        0,
        "Broken record",
        "A record that cannot be read, by its number: what becomes of each pipeline? 0: none.",
        owner="data",
        ge=0,
        le=12_800,
    )

    @property
    def serial_seconds(self) -> float:
        """How long one pipeline takes in which nothing overlaps."""
        return self.passes * self.batches * (self.batch * self.work_ms + self.step_ms) / 1000


TOPICS = (Pipelines,)
