"""1.2: the string "adam" trains with defaults that one does not control."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding
from kvt.claims.outcome import Outcome, finding
from kvt.claims.words import count, equality, listed

# The other strings of the document's example.
FUNCTIONS = ("relu", "categorical_crossentropy")
# What a reader wants to see of an optimizer's config, where it has it.
SHOWN = ("learning_rate", "beta_1", "beta_2", "epsilon", "rho", "momentum", "weight_decay")


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    losses = finding(outcomes, "strings", name="losses")
    if losses is None:
        return open_until("train one model with the names and with the objects that the names stand for")
    behind = finding(outcomes, "strings", name="behind", asked=losses["optimizer"])
    config = f" Behind it: {described(behind)}.{_others(outcomes)}" if behind else ""
    epochs = count(len(losses["strings"]), "epoch")
    if is_rounding(losses["apart"]):
        return Verdict(
            "holds",
            f"“{losses['optimizer']}” and the object with Keras’s defaults written out: losses of {epochs} "
            f"{equality(losses['apart'])}.{config} Give the object, and every value is yours.",
        )
    return Verdict(
        "holds not",
        f"“{losses['optimizer']}” trains otherwise than the object with the values written out: losses of {epochs} "
        f"{equality(losses['apart'])}.{config}",
    )


def described(behind: Mapping[str, Any]) -> str:
    """A finding as code: Adam(learning_rate=0.001, …)."""
    values = [f"{name}={behind['config'][name]:.6g}" for name in SHOWN if is_number(behind["config"].get(name))]
    return f"{behind['type']}({', '.join(values)})"


def _others(outcomes: Sequence[Outcome]) -> str:
    """What the other two strings stand for: functions, by the names they have at home."""
    found = [(asked, finding(outcomes, "strings", name="behind", asked=asked)) for asked in FUNCTIONS]
    told = [f"“{asked}” is {behind['module']}.{behind['type']}" for asked, behind in found if behind]
    return f" {listed(told)}." if told else ""


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


CLAIM = Claim(
    "1.2",
    1,
    "Given as the string “adam”, the optimizer works with defaults that are out of your sight.",
    verdict,
    topic="strings",
)
