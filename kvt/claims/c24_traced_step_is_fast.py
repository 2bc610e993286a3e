"""2.4: a step decorated with tf.function is efficient."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, find
from kvt.claims.words import rate, times


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    graph, eager = find(outcomes, "tape_graph"), find(outcomes, "tape_eager")
    if not graph or not eager:
        return open_until("race “Tape, tf.function” and “Tape, eager”, which differ in nothing else")
    traced, plain = graph[0].speed, eager[0].speed
    if not traced or not plain:
        return open_until("these runs were too short to measure; race them for more epochs")
    rest = sorted(
        (
            (outcome.speed / traced, outcome.title)
            for outcome in outcomes
            if outcome.speed and outcome not in graph + eager
        ),
        reverse=True,
    )
    ranking = "; ".join(f"“{title}” runs {times(ratio)} as fast as the traced step" for ratio, title in rest)
    return Verdict(
        "holds" if traced > plain else "holds not",
        f"Traced: {rate(traced)} steps/s; the same step run eagerly: {rate(plain)}, so tracing makes it "
        f"{times(traced / plain)} as fast. {ranking + '.' if ranking else ''}".rstrip(),
    )


CLAIM = Claim(
    "2.4", 2, "A training step wrapped in tf.function runs efficiently.", verdict, ("tape_eager", "tape_graph")
)
