"""Stories that train nothing: what they find is so."""

import math

import pytest

pytestmark = pytest.mark.tensorflow


def found(run):
    return {(result["name"], result.get("arguments")): result for result in run.history().results}


def test_python_ints_are_traced_each_and_tensors_once(spec, trained):
    (run,) = trained(spec(topic="tracing", topic__calls=4))
    results = found(run)
    assert (results["traces", "Python ints"]["calls"], results["traces", "Python ints"]["traces"]) == (4, 4)
    assert results["traces", "tensors"]["traces"] == 1
    graph = results["graph", None]
    assert graph["operations"] > 100
    assert graph["apart"] < 1e-5
    assert graph["eager_seconds"] > 0 < graph["graph_seconds"]


FORMULAS = {
    "square": lambda x: x**2,
    "cube": lambda x: x**3 - x,
    "sine": math.sin,
    "bump": lambda x: math.exp(-(x**2)),
    "softplus": lambda x: math.log(1 + math.exp(x)),
    "tanh": math.tanh,
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_and_its_slope_are_as_arithmetic_has_them(formula, spec, trained):
    (run,) = trained(spec(topic="tensors", topic__formula=formula, topic__size=8))
    slope = found(run)["slope", None]
    assert slope["y"] == pytest.approx([FORMULAS[formula](x) for x in slope["x"]])
    assert slope["apart"] < 1e-7
    product = found(run)["product", None]
    assert product["size"] == 8
    assert product["apart"] < 1e-4
