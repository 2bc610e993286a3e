"""1.1, outdated: optimizers and their values are TensorFlow's hyperparameters, batch, epochs and loss are Keras's."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, find, finding
from kvt.claims.words import count, listed
from kvt.spec import knobs, parse

# What the claim gives to TensorFlow: all that an optimizer is told.
OPTIMIZERS = "training.optimizer."


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    found = owners(outcomes)
    same = finding(outcomes, "owners", name="same")
    if not found or same is None:
        return open_until("ask the installed packages which functions take each hyperparameter")
    asked = {label: found[label]["owner"] for label in optimizer_labels() if label in found}
    keras = [label for label, owner in asked.items() if owner == "keras"]
    engine = [label for label, row in found.items() if row["owner"] == "tensorflow"]
    identity = f"{same['one']} is {'' if same['same'] else 'not '}{same['other']}, defined in {same['module']}"
    return Verdict(
        "holds not" if keras else "holds",
        f"Of {count(len(asked), 'knob')} of optimizers {len(keras)} are taken by Keras’s code alone; {identity}. "
        f"TensorFlow’s code alone takes {listed([label.lower() for label in engine]) or 'none of those asked about'}.",
    )


def owners(outcomes: Sequence[Outcome]) -> dict[str, Mapping[str, Any]]:
    """What was found out about each hyperparameter, by its label; {} before the question was asked."""
    return {
        str(result["knob"]): result
        for outcome in find(outcomes, "owners")
        for result in outcome.history.results
        if result.get("name") == "owner"
    }


def optimizer_labels() -> list[str]:
    """The labels of all that kvt's optimizers take, the choice of one among them."""
    labels = ["Optimizer"]
    for kind in ("sgd", "rmsprop", "adam", "adamw"):
        spec = parse({"training.optimizer": kind}).spec
        labels += [knob.label for knob in knobs(spec) if knob.path.startswith(OPTIMIZERS)]
    return list(dict.fromkeys(labels))


CLAIM = Claim(
    "1.1",
    1,
    "The optimizer, its rate, its betas and its epsilon are TensorFlow’s hyperparameters; Keras’s are batch, epochs, "
    "loss, dropout and L1/L2.",
    verdict,
    topic="owners",
)
