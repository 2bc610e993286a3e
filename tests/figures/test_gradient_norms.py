import pytest

from kvt.figures import gradient_norms, palette
from kvt.figures.gradient_norms import AFTER, BEFORE, Loss

LAYERS = ["first", "last"]
RUN = {
    "before": [[3.0, 4.0], [5.0, 6.0]],
    "after": [[1.0, 0.0], [1.0, 2.0]],
    "spread_before": [[[9, 0], [1, 2]], [[4, 5], [0, 3]]],
    "spread_after": [[[0, 9], [3, 0]], [[1, 8], [2, 1]]],
}
FACTS = {"layers": LAYERS, "low": -2.0, "high": 0.0, "bins": 2}


def test_steps_become_a_line_a_layer():
    first, last = gradient_norms.select(LAYERS, RUN)
    assert (first.layer, first.before, first.after) == ("first", (3.0, 5.0), (1.0, 1.0))
    assert last.after == (0.0, 2.0)
    assert first.look.colors != last.look.colors


def test_a_norm_of_zero_stands_at_the_foot_of_the_log_axis():
    lines = gradient_norms.draw(gradient_norms.select(LAYERS, RUN))["data"]
    assert [line["line"]["dash"] for line in lines] == ["dot", "solid"] * 2
    assert lines[3]["y"] == [gradient_norms.FLOOR, 2.0]


@pytest.mark.parametrize(("when", "counts"), [(BEFORE, ((9, 4), (0, 5))), (AFTER, ((0, 1), (9, 8)))])
def test_a_spread_has_a_row_a_bin_and_a_column_a_step(when, counts):
    first, _ = gradient_norms.select_spread(FACTS, RUN, when)
    assert first.exponents == (-1.5, -0.5)
    assert first.counts == counts
    (heat,) = gradient_norms.draw_spread(first)["data"]
    assert heat["x"] == [1, 2]
    assert heat["customdata"] == [list(row) for row in counts]


def test_losses_that_lie_on_each_other_are_drawn_ever_thinner():
    losses = [Loss(name, palette.look(name), (0.5, 0.4)) for name in ("keras_fit", "tape_graph")]
    widths = [line["line"]["width"] for line in gradient_norms.draw_losses(losses)["data"]]
    assert widths == sorted(widths, reverse=True)
