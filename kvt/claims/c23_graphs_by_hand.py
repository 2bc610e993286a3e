"""2.3, outdated: with TensorFlow one defines computational graphs explicitly."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import loss_difference
from kvt.claims.lines import code_lines, section
from kvt.claims.outcome import Outcome, find, finding
from kvt.claims.words import count, duration, equality


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    eager, graph = find(outcomes, "tape_eager"), find(outcomes, "tape_graph")
    if not eager or not graph:
        return open_until("race “Tape, eager” and “Tape, tf.function”: the same loop without a graph and with one")
    gap = loss_difference(eager[0].history, graph[0].history)
    if gap is None:
        return open_until("these two runs have no finite step in common; race them with a smaller learning rate")
    changed = _changed(section(eager[0].script, "Training"), section(graph[0].script, "Training"))
    first = graph[0].history.first_call_seconds
    tracing = f" TensorFlow drew that graph itself, by tracing the Python code, in {duration(first)}." if first else ""
    ints = finding(outcomes, "tracing", name="traces", arguments="Python ints")
    tensors = finding(outcomes, "tracing", name="traces", arguments="tensors")
    traces = ""
    if ints and tensors:
        traces = (
            f" Called with {count(ints['calls'], 'Python int')}, a function was traced {count(ints['traces'], 'time')};"
            f" with as many tensors, {count(tensors['traces'], 'time')}."
        )
    return Verdict(
        "holds not",
        f"That was TensorFlow 1. Here the loop ran without any graph, and in a graph after a change of "
        f"{count(changed, 'line')}; the losses are {equality(gap)}.{tracing}{traces}",
    )


def _changed(one: str, other: str) -> int:
    """Lines of code of `other` that `one` lacks."""
    have = one.splitlines()
    return code_lines("\n".join(line.strip() for line in other.splitlines() if line not in have))


CLAIM = Claim(
    "2.3",
    2,
    "Working with TensorFlow itself means writing computational graphs out explicitly.",
    verdict,
    ("tape_eager", "tape_graph"),
    topic="tracing",
)
