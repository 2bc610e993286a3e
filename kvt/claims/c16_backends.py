"""1.6, outdated: Keras runs on TensorFlow, or on Theano or CNTK."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.outcome import Outcome, find
from kvt.claims.words import duration, equality, listed


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    stories = find(outcomes, "backends")
    if not stories:
        return open_until("ask the installed Keras for its backends, and train on each that is installed")
    results = stories[0].history.results
    now = [result for result in results if result.get("name") == "backend"]
    former = [result for result in results if result.get("name") == "former"]
    parts = [f"This Keras has code for {listed([str(result['backend']) for result in now])}", _trained(now)]
    parts += [f"{result['backend']} is installed and does not train: {result['said']}" for result in _mute(now)]
    missing = [str(result["backend"]) for result in now if not result["installed"]]
    if missing:
        parts.append(f"not installed here: {listed(missing)}")
    parts += [f"asked for {result['backend']}, {_said(result)}" for result in former]
    holds = bool(former) and all(result["trains"] for result in former)
    return Verdict("holds" if holds else "holds not", "; ".join(parts) + ".")


def _trained(now: Sequence[Mapping[str, Any]]) -> str:
    """Losses against the first that trained, and seconds."""
    done = [result for result in now if result["trains"]]
    if not done:
        return "none of them trained here"
    first = done[0]
    told = []
    for result in done:
        gap = max(abs(a - b) for a, b in zip(result["losses"], first["losses"], strict=True))
        against = "" if result is first else f", losses {equality(gap)} against {first['backend']}’s"
        told.append(f"{result['backend']} trained in {duration(result['seconds'])}{against}")
    return ", ".join(told)


def _mute(now: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [result for result in now if result["installed"] and not result["trains"]]


def _said(former: Mapping[str, Any]) -> str:
    return "it trained" if former["trains"] else f"it says: {former['said']}"


CLAIM = Claim(
    "1.6",
    1,
    "Keras stands on TensorFlow, or on other backends such as Theano or CNTK.",
    verdict,
    topic="backends",
)
