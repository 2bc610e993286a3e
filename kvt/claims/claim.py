"""A claim of a document, and what a race on this machine says of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from kvt.claims.outcome import Outcome

State = Literal["holds", "holds not", "open"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Verdict:
    """`sentence` carries the figures of this race; for "open" it says what to race for an answer."""

    state: State
    sentence: str


@dataclass(frozen=True)
class Claim:
    """`says` is the document's claim in kvt's own words; `verdict` answers from outcomes alone and touches no file.
    `needs` are the routes to race for an answer, or `settings` those of a URL that names the race; `topic` is the story
    to run for one. Both may be needed, or none help."""

    number: str
    document: int
    says: str
    verdict: Callable[[Sequence[Outcome]], Verdict]
    needs: tuple[str, ...] = ()
    topic: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


def open_until(what: str) -> Verdict:
    return Verdict("open", f"Not answered yet: {what}.")
