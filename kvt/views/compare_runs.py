"""Which runs are compared: those of the address, what each is called, how it looks, and where the specs differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kvt.claims.words import count
from kvt.errors import RunError
from kvt.figures.compare_looks import looks
from kvt.figures.palette import Look
from kvt.runs.run import Run
from kvt.spec import labels, titles
from kvt.spec.differences import Difference, differences
from kvt.views import state

PARAMETER = "runs"
MOST = 100  # runs in one comparison
LONGEST = 64  # characters of a name


@dataclass(frozen=True)
class Comparison:
    """`names`, `looks` [runs]; `names` begin with the run's number. `problems` are sentences on what was left out."""

    runs: tuple[Run, ...]
    names: tuple[str, ...]
    looks: tuple[Look, ...]
    differences: tuple[Difference, ...]
    problems: tuple[str, ...] = ()

    @property
    def losses(self) -> tuple[str, ...]:
        """What the runs that train make small, each once: figures of different losses say nothing of each other."""
        return tuple(dict.fromkeys(run.spec.loss for run in self.runs if run.spec.topic.kind == "train"))

    @property
    def active(self) -> bool:
        return any(run.status.active for run in self.runs)


def compared() -> Comparison:
    """The runs that the address names, of whatever workspace: who knows an id may read it."""
    from kvt.jobs.server import manager

    ids = list(dict.fromkeys(filter(None, (id.strip() for id in state.parameter(PARAMETER).split(",")))))
    found, gone, damaged = [], 0, []
    for id in ids[:MOST]:
        try:
            run = manager().store.get(id)
        except RunError:
            gone += 1
            continue
        try:
            _ = run.spec, run.about
        except RunError as error:
            damaged.append(str(error))
        else:
            found.append(run)
    problems = []
    if gone:
        words = f"{count(gone, 'run')} {'is' if gone == 1 else 'are'}"
        problems.append(f"{words} not there: deleted, or the address is not complete.")
    if damaged:
        problems.append(f"{count(len(damaged), 'run')} cannot be compared. {damaged[0]}")
    if len(ids) > MOST:
        problems.append(f"A comparison takes {MOST} runs: the other {len(ids) - MOST} are left out.")
    names, differ = _told_apart(tuple(found))
    return Comparison(tuple(found), names, tuple(looks([_route(run) for run in found])), differ, tuple(problems))


def choose(ids: Sequence[str]) -> None:
    """Have the address name these runs."""
    state.put_parameter(PARAMETER, ",".join(dict.fromkeys(ids)))


# Settings never change: what tells runs apart is found once, not at each rerun.
@lru_cache(maxsize=32)
def _told_apart(runs: tuple[Run, ...]) -> tuple[tuple[str, ...], tuple[Difference, ...]]:
    specs = [run.spec for run in runs]
    # A story is called by its title: it would add to each other name that the run trains a model.
    told = iter(labels([spec for spec in specs if spec.topic.kind == "train"]))
    names = [next(told) if spec.topic.kind == "train" else titles("topic")[spec.topic.kind] for spec in specs]
    numbered = tuple(_short(f"{number}. {name}") for number, name in enumerate(names, 1))
    return numbered, differences(specs)


def _route(run: Run) -> str:
    return run.spec.route.kind if run.spec.topic.kind == "train" else ""


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
