"""Which way to choose: needs that a person weighs, and what runs on this machine say of each way.

A way's score for a need is 0 to 1. Where a run can measure it, the score follows from figures; until one has, and
where none can, it is kvt's judgement, and says so. A way's total is the mean of its scores by the weights.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kvt.claims import measures
from kvt.claims.measures import WAYS, Measure, Scores
from kvt.claims.outcome import Outcome

WEIGHTS = ("no", "some", "much", "most")  # how much a need matters, by its number 0 to 3
CLOSE = 0.03  # totals nearer than this are no difference


class Need(NamedTuple):
    """`judged` are scores in the order of WAYS, for as long as nothing is measured, `because` why.

    `measure` makes scores of outcomes and is None where only judgement can tell; `source` is what is to be run: "race",
    or a topic.
    """

    label: str
    help: str
    weight: int
    judged: tuple[float, ...]
    because: str
    source: str
    measure: Measure | None = None


class Reason(NamedTuple):
    """Why a way has this score; `figure` is what runs here say, "" before they do."""

    need: str
    weight: int
    score: float
    measured: bool
    because: str
    figure: str


class Ranked(NamedTuple):
    """A way, its total from 0 to 1, and its reasons in the order of NEEDS."""

    way: str
    total: float
    reasons: tuple[Reason, ...]


NEEDS: dict[str, Need] = {
    "prototype": Need(
        "A first result soon",
        "How much has to be written before anything trains.",
        3,
        (1.0, 0.7, 0.7, 0.4, 0.3),
        "What Keras brings need not be written.",
        "race",
        measures.lines_to_write,
    ),
    "team": Need(
        "Others read it",
        "How much training code a colleague has to follow.",
        2,
        (1.0, 0.6, 0.5, 0.3, 0.5),
        "fit is known to everyone who knows Keras; a loop has to be read.",
        "race",
        measures.lines_to_read,
    ),
    "speed": Need(
        "Speed of training",
        "Steps a second, once the graph is there.",
        1,
        (0.3, 0.3, 0.6, 1.0, 0.6),
        "The less Python stands between two steps, the faster.",
        "race",
        measures.speed,
    ),
    "control": Need(
        "Control over each step",
        "Which gradients, which variables, in which order.",
        1,
        (0.2, 0.7, 1.0, 0.8, 1.0),
        "fit decides what a step is; in a loop you do. Inside one graph, only what a graph can hold.",
        "gradients",
    ),
    "own_parts": Need(
        "Parts of your own",
        "Layers, losses, metrics, optimizers and gradients that nobody has written yet: research.",
        0,
        (0.5, 0.8, 1.0, 0.9, 1.0),
        "What is unlike anything before fits a loop of your own best.",
        "extensions",
        measures.own_parts,
    ),
    "debugging": Need(
        "Finding mistakes",
        "Stop at a line, look at a tensor, find the first NaN.",
        1,
        (0.6, 0.7, 1.0, 0.1, 0.9),
        "A loop runs eagerly by taking one decorator away; inside a compiled program there is no line to stop at.",
        "broken",
    ),
    "export": Need(
        "Into production",
        "Servers, phones, browsers: formats that others can load.",
        1,
        (1.0, 1.0, 1.0, 1.0, 0.6),
        "A Keras model exports itself; of a tf.Module you write what is to be served.",
        "export",
        measures.export,
    ),
}

# Whom one meets, and what such a person weighs; whatever is not named does not matter.
PROFILES: dict[str, dict[str, int]] = {
    "A first model": {"prototype": 3, "team": 2, "debugging": 1},
    "Research": {"control": 3, "own_parts": 3, "debugging": 2, "speed": 1},
    "Production": {"export": 3, "team": 2, "prototype": 1, "speed": 1},
    "Fast training": {"speed": 3},
}

Weights = Mapping[str, int]
DEFAULT: Weights = {name: need.weight for name, need in NEEDS.items()}


def advise(weights: Weights, outcomes: Sequence[Outcome]) -> list[Ranked]:
    """The ways, best first; of equal ones the simpler. Without any weight all count alike."""
    scored = {name: need.measure(outcomes) if need.measure else None for name, need in NEEDS.items()}
    evidence = {name: measures.beside(name, outcomes) for name in NEEDS}
    asked = weights if any(weights.values()) else dict.fromkeys(NEEDS, 1)
    scores = {name: _scores(need, scored[name]) for name, need in NEEDS.items()}
    ranked = []
    for place, way in enumerate(WAYS):
        reasons = []
        for name, need in NEEDS.items():
            measured = scored[name]
            figure = measured[way].figure if measured else evidence[name].get(way, "")
            reasons.append(Reason(name, weights[name], scores[name][place], measured is not None, need.because, figure))
        total = sum(asked[name] * scores[name][place] for name in NEEDS) / sum(asked.values())
        ranked.append(Ranked(way, total, tuple(reasons)))
    return sorted(ranked, key=lambda one: (-round(one.total, 6), WAYS.index(one.way)))


def _scores(need: Need, measured: Scores | None) -> tuple[float, ...]:
    return tuple(measured[way].score for way in WAYS) if measured else need.judged


def speaks_for(ranked: Sequence[Ranked], most: int = 3) -> list[str]:
    """The needs that lift the first above the mean of the ways, by score and weight, the strongest first."""
    lifts = {}
    for place, reason in enumerate(ranked[0].reasons):
        mean = sum(one.reasons[place].score for one in ranked) / len(ranked)
        lifts[reason.need] = reason.weight * (reason.score - mean)
    return [need for need in sorted(lifts, key=lambda need: -lifts[need]) if lifts[need] > 0.01][:most]


def close(ranked: Sequence[Ranked]) -> list[str]:
    """The ways that come as near to the first as makes no difference."""
    return [other.way for other in ranked[1:] if ranked[0].total - other.total < CLOSE]


def read(text: str) -> tuple[dict[str, int], list[str]]:
    """Weights from an address, as "speed:3,team:0", on top of the default; and a sentence for each not taken."""
    weights, problems = dict(DEFAULT), []
    for part in filter(None, text[:500].split(",")):
        name, _, number = part.strip().partition(":")
        if name in NEEDS and number in ("0", "1", "2", "3"):
            weights[name] = int(number)
        else:
            problems.append(f"There is no need {part[:40]!r}: write {', '.join(NEEDS)}, each with a weight of 0 to 3.")
    return weights, problems[:3]


def write(weights: Weights) -> str:
    """What `read` turns back into `weights`: "" for the default."""
    return ",".join(f"{name}:{weights[name]}" for name in NEEDS if weights[name] != DEFAULT[name])
