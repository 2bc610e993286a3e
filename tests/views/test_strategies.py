import pytest

from kvt.claims.attempts import Attempt
from kvt.views.own_parts import row
from kvt.views.strategies import cell


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (Attempt("Mirrored", "fit", "", 2.0, 0.0, 0.0), ["works", "2.0× slower", "equal to the last bit"]),
        (Attempt("Mirrored", "fit", "", 1.01, 1e-8, 0.0), ["works", "as fast", "equal to 1e-8"]),
        (Attempt("Mirrored", "fit", "", 0.5, 0.2, 0.0), ["works", "2.0× faster", "that it reports are apart by 0.2"]),
        (Attempt("Mirrored", "fit", "", 2.0, 0.2, 0.3), ["runs", "the model is apart by 0.3"]),
        (Attempt("Mirrored", "fit", ""), ["works"]),
        (Attempt("Mirrored", "fit", "ValueError: <b>"), ["fails", "ValueError\\: \\<b\\>"]),
    ],
)
def test_a_cell_says_whether_it_works_what_it_costs_and_what_is_equal(attempt, words):
    assert all(word in cell(attempt) for word in words)


def test_an_attempt_to_come_is_awaited_only_while_it_runs():
    assert "hourglass" in cell(None, running=True)
    assert cell(None) == "–"


def test_slopes_that_are_all_the_same_are_told_once():
    found = {
        "name": "gradient", "slopes": [-1.0] * 3, "own_slopes": [None] * 3, "losses": [0.3, 0.7], "apart": 0.0
    }  # fmt: skip
    part, happens, _ = row(found)
    assert "slope -1; TensorFlow’s own: slope none" in part
    assert "does not learn" in happens
