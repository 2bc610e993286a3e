"""3.5, outdated: Keras models inherently rely on TensorFlow."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import gap
from kvt.claims.outcome import Outcome, findings
from kvt.claims.words import duration, equality, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    backends = findings(outcomes, "backends", name="backend")
    if not backends:
        return open_until("train one Keras model on each backend that is installed")
    trained = {backend["backend"]: backend for backend in backends if backend["trains"]}
    others = [name for name in trained if name != "tensorflow"]
    if others:
        return Verdict("holds not", _other(trained, others))
    missing = [backend["backend"] for backend in backends if not backend["installed"]]
    if missing:
        return open_until(f"Keras has code for {listed(missing)} as well, but none is installed here: install one")
    return Verdict(
        "holds",
        f"None but TensorFlow trained here: of {listed([backend['backend'] for backend in backends])}, "
        f"{listed(list(trained)) or 'none'} did.",
    )


def _other(trained: dict, others: list[str]) -> str:
    told = []
    for name in others:
        words = f"on {name} in {duration(trained[name]['seconds'])}"
        if "tensorflow" in trained:
            words += f", losses {equality(gap(trained[name]['losses'], trained['tensorflow']['losses']))}"
        told.append(words)
    seconds = f" (TensorFlow took {duration(trained['tensorflow']['seconds'])})" if "tensorflow" in trained else ""
    return f"The same model also trained {listed(told)}{seconds}."


CLAIM = Claim("3.5", 3, "A Keras model cannot do without TensorFlow, which runs it.", verdict, topic="backends")
