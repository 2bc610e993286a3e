"""2.1: compile and fit take less code than a loop by hand."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.lines import training_lines
from kvt.claims.outcome import Outcome, find
from kvt.claims.words import count, listed

LOOPS = ("tape_graph", "tape_eager", "module_graph", "epoch_graph", "epoch_graph_xla")


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    fits, loops = find(outcomes, "keras_fit"), find(outcomes, *LOOPS)
    if not fits or not loops:
        return open_until("race Keras fit and a loop by hand, and their lines are counted")
    short = training_lines(fits[0].script)
    lines = {loop.title: training_lines(loop.script) for loop in loops}
    figures = listed([f"{number} of “{title}”" for title, number in lines.items()])
    return Verdict(
        "holds" if short < min(lines.values()) else "holds not",
        f"The training section of fit has {count(short, 'line')} against {figures}, counted in the scripts that ran.",
    )


CLAIM = Claim(
    "2.1",
    2,
    "With compile and fit, training takes less code than a loop by hand.",
    verdict,
    ("keras_fit", "tape_graph"),
)
