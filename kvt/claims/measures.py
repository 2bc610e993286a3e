"""What runs say of the ways to train, need by need: scores from 0 to 1, and the figures that they follow from."""

from collections.abc import Callable, Mapping, Sequence
from math import log10
from typing import NamedTuple

from kvt.claims.difference import is_rounding, largest_difference
from kvt.claims.lines import code_lines, section, training_lines
from kvt.claims.outcome import Outcome, find, findings
from kvt.claims.words import count, duration, equality, rate

# The ways to choose from, the simplest first: each is a route.
WAYS = ("keras_fit", "keras_train_step", "tape_graph", "epoch_graph_xla", "module_graph")
WITHOUT_KERAS = "module_graph"

# What a person writes; data, report and saving are the same for all.
OWN = ("Layers", "Model", "Loss", "Optimizer", "Learning rate", "Clipping", "Metric", "Early stopping", "Training")
SLOWEST = 100  # a way that is so many times slower than the fastest scores 0
ALIKE = 0.99  # an exported model that decides so often as the original does counts as the same


class Score(NamedTuple):
    score: float
    figure: str


Scores = Mapping[str, Score]
Measure = Callable[[Sequence[Outcome]], Scores | None]


def lines_to_write(outcomes: Sequence[Outcome]) -> Scores | None:
    """The least number of lines over a way's own; None unless all ways were raced."""
    return _fewest(outcomes, own_lines, "from model to loop")


def lines_to_read(outcomes: Sequence[Outcome]) -> Scores | None:
    """The same of the training section alone."""
    return _fewest(outcomes, training_lines, "of training")


def speed(outcomes: Sequence[Outcome]) -> Scores | None:
    """1 for the fastest, less by a half for each factor of ten; None unless all ways were raced and timed."""
    raced = _raced(outcomes)
    speeds = {way: outcome.speed for way, outcome in raced.items()}
    if len(speeds) < len(WAYS) or not all(speeds.values()):
        return None
    most = max(speeds.values())  # type: ignore[type-var]
    return {
        way: Score(
            max(0.0, 1 - log10(most / found) / log10(SLOWEST)),
            f"{rate(found)} steps/s; the fastest does {rate(most)}{_pays(raced[way], raced['keras_fit'])}",
        )
        for way, found in speeds.items()
    }


def _pays(way: Outcome, fit: Outcome) -> str:
    """From which step on a faster way is ahead of fit, where it takes longer to begin; "" for any other."""
    firsts = [_begin(one) for one in (way, fit)]
    if None in firsts or way.speed <= fit.speed or firsts[0] <= firsts[1]:
        return ""
    steps = (firsts[0] - firsts[1]) / (1 / fit.speed - 1 / way.speed)
    first = duration(way.history.end.first_call_seconds)
    return f"; its first call takes {first}, so that fit is ahead for some {rate(steps)} steps"


def _begin(one: Outcome) -> float | None:
    """Seconds that its first call takes beyond the steps that it does; None if it was not timed."""
    end = one.history.end
    if end is None or not one.speed or not end.first_call_seconds:
        return None
    return end.first_call_seconds - (end.first_call_steps or 0) / one.speed


def own_parts(outcomes: Sequence[Outcome]) -> Scores | None:
    """The share of own parts that do through Keras what they do in a loop; in a loop they do so by definition."""
    tried = [
        found
        for name in ("optimizer", "gradient", "loss")
        for found in findings(outcomes, "extensions", name=name)
        if found.get("apart") is not None
    ]
    if not tried:
        return None
    right = sum(is_rounding(found["apart"]) for found in tried)
    through = Score(right / len(tried), f"{right} of {len(tried)} own parts do the same through Keras as by hand")
    by_hand = Score(1.0, f"{count(len(tried), 'own part')} tried by hand, as the yardstick")
    return {way: through if way.startswith("keras") else by_hand for way in WAYS}


def export(outcomes: Sequence[Outcome]) -> Scores | None:
    """The share of the formats tried that were read back and decide alike; without Keras there is no .keras file."""
    tried = [found for found in findings(outcomes, "export", name="format") if not found["missing"]]
    if not tried:
        return None
    works = [found["format"] for found in tried if not found["error"] and found["agree"] >= ALIKE]
    without = [name for name in works if name != ".keras"]
    of = f"of {count(len(tried), 'format')}"
    whole = Score(len(works) / len(tried), f"{len(works)} {of} read back, deciding alike")
    rest = Score(len(without) / len(tried), f"{len(without)} {of}: all that read back but .keras, Keras’s own")
    return {way: rest if way == WITHOUT_KERAS else whole for way in WAYS}


def own_lines(script: str) -> int:
    return sum(code_lines(section(script, name)) for name in OWN)


def beside(need: str, outcomes: Sequence[Outcome]) -> Mapping[str, str]:
    """Figures that belong to a need which judgement alone can score: by way, {} where there are none."""
    raced = _raced(outcomes)
    if need == "control" and "keras_fit" in raced:
        gaps = {way: largest_difference(raced["keras_fit"], raced[way]) for way in raced if way != "keras_fit"}
        known = {way: gap for way, gap in gaps.items() if gap is not None}
        told = {way: f"losses and weights {equality(gap)} against fit’s" for way, gap in known.items()}
        if known:
            others = count(len(known), "other way")
            told["keras_fit"] = f"losses and weights of {others} {equality(max(known.values()))}"
        return told
    return {}


def _fewest(outcomes: Sequence[Outcome], lines: Callable[[str], int], what: str) -> Scores | None:
    numbers = {way: lines(outcome.script) for way, outcome in _raced(outcomes).items()}
    if len(numbers) < len(WAYS) or not all(numbers.values()):
        return None
    least = min(numbers.values())
    return {
        way: Score(least / number, f"{count(number, 'line')} {what}; the least is {least}")
        for way, number in numbers.items()
    }


def _raced(outcomes: Sequence[Outcome]) -> dict[str, Outcome]:
    return {outcome.kind: outcome for outcome in find(outcomes, *WAYS)}
