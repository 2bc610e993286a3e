"""Losses of many configurations against the learning rate."""

import pytest

from kvt.figures import many_rates

ASKED = {
    "name": "configurations",
    "rates": [0.1, 0.1, 0.01, 0.01, 0.1, 0.1, 0.01, 0.01],
    "strengths": [0.0, 0.0, 0.0, 0.0, 0.01, 0.01, 0.01, 0.01],
    "seeds": [3, 4, 3, 4, 3, 4, 3, 4],
    "steps": 5,
}
TOGETHER = {"name": "at_once", "losses": [1, 2, 3, 4, 5, 6, 7, 8], "seconds": 0.5, "first_seconds": 2.0}
KERAS = {"name": "keras", "place": 2, "loss": 3.0, "seconds": 2.0, "first_seconds": 1.0}


def test_a_line_a_seed_and_strength_in_the_order_of_the_rates():
    found = many_rates.select([ASKED, TOGETHER, KERAS])
    assert [(line.strength, line.seed, line.rates, line.losses) for line in found.lines] == [
        (0.0, 3, (0.01, 0.1), (3, 1)),
        (0.0, 4, (0.01, 0.1), (4, 2)),
        (0.01, 3, (0.01, 0.1), (7, 5)),
        (0.01, 4, (0.01, 0.1), (8, 6)),
    ]
    assert found.keras == ((0.01, 3.0),)


@pytest.mark.parametrize("told", [[], [ASKED]])
def test_before_anything_is_trained_there_is_nothing_to_draw(told):
    assert many_rates.select(told) is None


def test_strengths_are_told_by_their_dash_and_named_once():
    figure = many_rates.draw(many_rates.select([ASKED, TOGETHER, KERAS]))
    assert [trace["name"] for trace in figure["data"] if trace.get("showlegend", True)] == [
        "no L2", "L2 0.01", "Keras fit",
    ]  # fmt: skip
    dashes = [trace["line"]["dash"] for trace in figure["data"] if "dash" in trace.get("line", {})]
    assert dashes == ["solid", "solid", "dash", "dash"]
    assert figure["data"][0]["marker"]["symbol"] != figure["data"][1]["marker"]["symbol"]
