"""How often tf.function traces, and what it buys."""

import timeit
from collections.abc import Iterator

import tensorflow as tf

from kvt.recipes.settings import CALLS


def findings() -> Iterator[dict]:
    yield count_traces("Python ints", list(range(CALLS)))
    yield count_traces("tensors", [tf.constant(value) for value in range(CALLS)])
    yield time_graph()


def count_traces(arguments: str, values: list) -> dict:
    """Call one function once for each value, and count how often its Python code ran."""
    ran = []

    @tf.function
    def double(x):
        ran.append(x)  # Python's own work is done while tracing, and never again
        return x + x

    for value in values:
        double(value)
    return {"name": "traces", "arguments": arguments, "calls": len(values), "traces": len(ran)}


def time_graph() -> dict:
    """The same hundred small operations, run one by one by Python and run as a graph."""

    def hundred(x):
        for _ in range(50):
            x = tf.sin(x) + 0.1
        return x

    x = tf.zeros([8])
    graph = tf.function(hundred)
    drawn = graph.get_concrete_function(x).graph
    eager_seconds = min(timeit.repeat(lambda: hundred(x), number=20, repeat=5)) / 20
    graph_seconds = min(timeit.repeat(lambda: graph(x), number=20, repeat=5)) / 20
    apart = float(tf.reduce_max(tf.abs(hundred(x) - graph(x))))
    return {
        "name": "graph",
        "operations": len(drawn.get_operations()),
        "eager_seconds": eager_seconds,
        "graph_seconds": graph_seconds,
        "apart": apart,
    }
