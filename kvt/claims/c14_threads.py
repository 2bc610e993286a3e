"""1.4: threads within and between operations, and the memory strategy, decide about efficiency."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome
from kvt.claims.twins import Twins, differing_only
from kvt.claims.words import duration, equality, listed, memory, rate, times

# Less than this between the fastest and the slowest is what two equal runs may differ by.
NOISE = 1.15
THREADS = ("engine.intra_op_threads", "engine.inter_op_threads", "engine.memory_growth")
SETTINGS = {
    "dataset": "dummy",
    "dataset.samples": "4096",
    "model.hidden": "1024,1024",
    "training.batch_size": "512",
    "training.epochs": "6",
    "training.optimizer.learning_rate": "0.001",
    "vary": "engine.intra_op_threads:1,2",
    "routes": "keras_fit",
}


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    twin = differing_only(outcomes, lambda path: path in THREADS)
    if twin is None:
        return open_until("race one and two threads, all else equal; each setting has a process of its own")
    if twin.speedup is None:
        return open_until("these runs were too short to measure; race them for more epochs")
    state = "holds" if twin.speedup >= NOISE else "holds not"
    ratio = f"{times(twin.speedup)} between the fastest and the slowest"
    gap = f" Their losses are {equality(twin.apart)}." if twin.apart is not None else ""
    return Verdict(state, f"{'; '.join(map(_figures, twin.outcomes))}: {ratio}.{gap}{_memory(twin)}")


def _figures(outcome: Outcome) -> str:
    end = outcome.history.end
    parts = [f"{rate(outcome.speed or 0)} steps/s"]
    if end is not None and end.cpu_seconds:
        parts.append(f"{duration(end.cpu_seconds)} of CPU")
    if outcome.peak_memory:
        parts.append(memory(outcome.peak_memory))
    return f"“{outcome.title}” {listed(parts)}"


def _memory(twin: Twins) -> str:
    """Memory growth is a setting for GPUs: where TensorFlow sees none, it has nothing to set."""
    devices = {device for outcome in twin.outcomes if outcome.history.start for device in outcome.history.start.devices}
    if "GPU" in devices:
        return " TensorFlow sees a GPU here: let its memory growth vary, and compare the memory that is taken."
    return " Memory growth could not be tried: TensorFlow sees no GPU here, and on CPUs there is nothing to grow."


CLAIM = Claim(
    "1.4",
    1,
    "Parallelism within and between operations, and the memory strategy, decide how efficiently it runs.",
    verdict,
    settings=SETTINGS,
)
