"""2.6, incomplete: the example of the low level is low-level."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import loss_difference
from kvt.claims.lines import keras_names
from kvt.claims.outcome import Outcome, find
from kvt.claims.words import equality, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    tapes, alone = find(outcomes, "tape_graph", "tape_eager"), find(outcomes, "module_graph")
    if not tapes or not alone:
        return open_until("race a tape and “TensorFlow alone”: one borrows from Keras, the other has none of it")
    borrowed, own = keras_names(tapes[0].script), keras_names(alone[0].script)
    gap = loss_difference(tapes[0].history, alone[0].history)
    agree = f"; their losses are {equality(gap)}" if gap is not None else ""
    if not borrowed:
        return Verdict("holds", f"The loop by hand takes nothing from Keras here{agree}.")
    return Verdict(
        "holds not",
        f"The loop is by hand, but its parts are Keras’s: {listed(borrowed)}. “{alone[0].title}” takes "
        f"{listed(own) if own else 'nothing'} from Keras{agree}.",
    )


CLAIM = Claim(
    "2.6",
    2,
    "A training loop with GradientTape is TensorFlow at its low level.",
    verdict,
    ("tape_graph", "module_graph"),
)
