"""What this workspace has found so far, on whatever page: its stories, and the race that compares the most ways."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kvt.claims import Outcome
from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.spec import differing
from kvt.views import state
from kvt.views.outcomes import outcomes
from kvt.views.race import earlier_runs


class Evidence(NamedTuple):
    """`race` is of one press of the button, so that its figures can be compared, () if there is none; `stories` has
    the last completed run of each topic; `active` are the topics that run now, `failed` those whose last run did, with
    the reason."""

    race: tuple[Outcome, ...]
    stories: dict[str, Outcome]
    active: frozenset[str]
    failed: dict[str, str]

    @property
    def outcomes(self) -> list[Outcome]:
        return [*self.race, *self.stories.values()]


def gather(ways: Collection[str], topics: Collection[str]) -> Evidence:
    """Of all pages: the race with the most of `ways`, of those the last; and the last runs of `topics`."""
    from kvt.jobs.server import manager

    races: dict[str, list[Run]] = {}
    stories: dict[str, Run] = {}
    latest: dict[str, Run] = {}
    for run in manager().store.list(state.workspace()):
        _, _, topic = run.about.page.partition(":")
        if not topic:
            races.setdefault(run.about.race, []).append(run)
        elif topic in topics:
            latest.setdefault(topic, run)
            if topic not in stories and run.status.state == "completed" and _readable(run):
                stories[topic] = run
    states = {topic: run.status for topic, run in latest.items()}
    return Evidence(
        tuple(outcomes(_widest(list(races.values()), ways))),
        {topic: outcomes([run])[0] for topic, run in stories.items()},
        frozenset(topic for topic, status in states.items() if status.active),
        {topic: status.reason for topic, status in states.items() if status.state in ("failed", "killed", "lost")},
    )


def races_of(pages: Sequence[str]) -> list[Outcome]:
    """What the last races of other pages came to."""
    return [outcome for page in pages for race in earlier_runs(page, ()) for outcome in outcomes(race)]


def _widest(races: Sequence[Sequence[Run]], ways: Collection[str]) -> Sequence[Run]:
    """Of races that differ in their route alone, and have all completed; [] if none has two of the ways."""
    counted = [(len(_raced(race) & set(ways)), race) for race in races if all(map(_readable, race))]
    for number, race in sorted(counted, key=lambda pair: -pair[0]):
        if number < 2:
            break
        if differing([run.spec for run in race]) == ("route",) and all(run.status.state == "completed" for run in race):
            return sorted(race, key=lambda run: run.about.position)
    return []


def _raced(race: Sequence[Run]) -> set[str]:
    return {run.spec.route.kind for run in race if run.spec.topic.kind == "train"}


def _readable(run: Run) -> bool:
    try:
        return bool(run.spec and run.script)
    except KvtError:
        return False  # its folder was taken away, or is of a kvt that knew other options
