"""5.1, in need of repair: a first model in a few lines, on labels drawn at random."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.errors import core
from kvt.claims.outcome import Outcome, finding

# Who guesses is right half of the time, and in 99.7 % of all trials within three standard deviations of it.
DEVIATIONS = 3.0


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    printed = finding(outcomes, "first_model", name="printed")
    random = finding(outcomes, "first_model", name="trained", labels="random")
    rule = finding(outcomes, "first_model", name="trained", labels="a rule")
    if None in (printed, random, rule):
        return open_until("run the example’s model as printed, and compiled, with samples held out")
    came = f"raises “{core(printed['error'])}”" if printed["error"] else "trains"
    ruled = _beyond_chance(rule)
    return Verdict(
        "holds" if not printed["error"] and _beyond_chance(random) else "holds not",
        f"As printed it {came}. Compiled, on its random labels {_shares(random)}: "
        f"{'more than' if _beyond_chance(random) else 'no better than'} guessing (50% ± {_chance(random):.1%}). "
        f"On labels that follow a rule {_shares(rule)}{'' if ruled else ', no better than guessing'}.",
    )


def _shares(found: Mapping[str, Any]) -> str:
    return f"it tells {found['accuracy'][-1]:.0%} of those it saw and {found['val_accuracy'][-1]:.0%} of those held out"


def _chance(found: Mapping[str, Any]) -> float:
    return DEVIATIONS * sqrt(0.25 / found["held_out"])


def _beyond_chance(found: Mapping[str, Any]) -> bool:
    return found["val_accuracy"][-1] > 0.5 + _chance(found)


CLAIM = Claim(
    "5.1",
    5,
    "A first model takes a few lines of Keras, and is done: as the example has it.",
    verdict,
    topic="first_model",
)
