"""3.6: eager execution, distribution strategies and custom operations work inside Keras."""

from collections.abc import Mapping, Sequence
from typing import Any

from kvt.claims.attempts import Attempt, attempts
from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding
from kvt.claims.outcome import Outcome, finding, findings
from kvt.claims.words import equality, listed, pace


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    gradient = finding(outcomes, "extensions", name="gradient")
    eagerly = finding(outcomes, "extensions", name="eagerly")
    tried = attempts(findings(outcomes, "strategies", name="attempt"))
    if not tried:
        return open_until("try the strategies, and run your own parts for eager execution and a custom gradient")
    if gradient is None or eagerly is None:
        return open_until("run your own parts, too: eager execution and a custom gradient are tried there")
    fits = [attempt for attempt in tried if attempt.way == "fit"]
    equal = all(is_rounding(found["apart"]) for found in (gradient, eagerly))
    carried = all(attempt.works and attempt.learns_the_same and not attempt.reports_otherwise for attempt in fits)
    return Verdict(
        "holds" if equal and carried else "holds not",
        f"{_own(gradient, eagerly)} {_under('fit', fits)} "
        f"{_under('a loop of one’s own', [attempt for attempt in tried if attempt.way != 'fit'])}"
        f"{_left_out(finding(outcomes, 'strategies', name='left out'))}".strip(),
    )


def _own(gradient: Mapping[str, Any], eagerly: Mapping[str, Any]) -> str:
    speed = pace(eagerly["eager_seconds"] / eagerly["graph_seconds"])
    return (
        f"Run eagerly, fit has losses {equality(eagerly['apart'])} and is {speed}; with a custom gradient in a layer, "
        f"fit and a loop are {equality(gradient['apart'])}."
    )


def _under(what: str, tried: Sequence[Attempt]) -> str:
    if not tried:
        return ""
    good = [f"{attempt.strategy} ({_speed(attempt)})" for attempt in tried if attempt.works]
    parts = [f"{what[0].upper()}{what[1:]} works under {listed(good)}" if good else f"{what} works under none"]
    bad = [attempt.strategy for attempt in tried if not attempt.works]
    if bad:
        parts.append(f"not under {listed(bad)}")
    other = [attempt.strategy for attempt in tried if attempt.works and not attempt.learns_the_same]
    if other:
        parts.append(f"and under {listed(other)} learns something else")
    lies = [attempt.strategy for attempt in tried if attempt.works and attempt.reports_otherwise]
    if lies:
        parts.append(f"though under {listed(lies)} the losses it reports are not those of the model")
    return ", ".join(parts) + "."


def _left_out(found: Mapping[str, Any] | None) -> str:
    return f" Not tried: {listed(found['strategies'])}." if found and found["strategies"] else ""


def _speed(attempt: Attempt) -> str:
    if attempt.slower is None:
        return "speed unknown"
    return pace(attempt.slower)


CLAIM = Claim(
    "3.6",
    3,
    "Eager execution, distribution strategies and operations of one’s own work inside Keras, without further ado.",
    verdict,
    topic="strategies",
)
