"""5.3, outdated in its means: queues and threads make samples while the step computes."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, findings
from kvt.claims.pipelines import FASTER, PLAIN, QUEUE, RUNNER, Bench, bench, disturbance
from kvt.claims.words import pace, rate


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    found = bench(findings(outcomes, "pipelines"))
    if found is None or found.plain is None:
        return open_until("run the pipelines, with no record broken")
    if not found.all_same:
        return open_until("the pipelines delivered different samples, so that their speeds cannot be compared")
    fastest, plain = found.fastest, found.plain
    queues = [pipeline for name in (QUEUE, RUNNER) if (pipeline := found.named(name))]
    gains = [pipeline.rate / plain.rate for pipeline in queues]
    best = (
        f"Fastest is the {PLAIN} itself"
        if fastest is plain
        else f"Fastest is {fastest.name}, {pace(plain.rate / fastest.rate)}"
    )
    sentence = (
        f"{_queue(found)} {_runner(found)} {best}: {rate(fastest.rate)} samples/s; in a row there would be "
        f"{rate(found.serial)}, with all that can overlap {rate(found.overlap)}. {disturbance(found)}"
    )
    return Verdict("holds" if max(gains, default=0.0) >= FASTER else "holds not", sentence.strip())


def _queue(found: Bench) -> str:
    queue = found.named(QUEUE)
    if queue is None:
        return f"A tf.queue fed by threads {_failed(found, QUEUE)}."
    return f"Against a {PLAIN}, a tf.queue fed by threads is {pace(found.plain.rate / queue.rate)}."


def _runner(found: Bench) -> str:
    runner = found.named(RUNNER)
    if runner is None:
        return f"The queue runner of TensorFlow 1 {_failed(found, RUNNER)}."
    return f"The queue runner of TensorFlow 1 still runs, deprecated: {pace(found.plain.rate / runner.rate)}."


def _failed(found: Bench, name: str) -> str:
    errors = [pipeline.error for pipeline in found.pipelines if pipeline.name == name]
    return f"did not deliver: “{errors[0].rstrip('.')}”" if errors else "was not tried"


CLAIM = Claim(
    "5.3",
    5,
    "TensorFlow’s queues, filled by several threads, compute asynchronously and so speed the training up.",
    verdict,
    topic="pipelines",
)
