"""5.7: Keras, unless one does research; and both together suffice."""

from collections.abc import Sequence

from kvt.claims.claim import Claim, Verdict, open_until
from kvt.claims.difference import is_rounding, largest_difference
from kvt.claims.lines import training_lines
from kvt.claims.measures import own_parts
from kvt.claims.outcome import Outcome, find
from kvt.claims.words import count, equality, rate, times

NEEDS = ("keras_fit", "tape_graph", "module_graph")
FASTER = 1.25  # less than this between two ways is noise on a busy machine


def verdict(outcomes: Sequence[Outcome]) -> Verdict:
    race = _race(outcomes)
    if not race:
        return open_until("race fit, a loop of your own around a Keras model, and TensorFlow alone")
    fit, both, alone = find(race, *NEEDS)
    gaps = [largest_difference(fit, other) for other in (both, alone)]
    if None in gaps:
        return open_until("these runs have no finite step in common; race them with a smaller learning rate")
    apart = max(gap for gap in gaps if gap is not None)
    short, long = training_lines(fit.script), training_lines(both.script)
    if not both.speed or not alone.speed:
        return open_until("these runs were too short for their speed to be measured; race them over more epochs")
    together, speed = _speed(race, alone)
    holds = is_rounding(apart) and short < long and together
    parts = [
        f"fit takes {count(short, 'line')} of training, the loop around the same model {long}",
        f"losses and weights of all three are {equality(apart)}",
        speed,
        *_research(outcomes),
    ]
    return Verdict("holds" if holds else "holds not", f"{_capital('; '.join(parts))}.")


def _race(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The first race with all that is needed: figures of two races cannot be compared."""
    races: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        races.setdefault(outcome.race, []).append(outcome)
    return next((race for race in races.values() if len(find(race, *NEEDS)) == len(NEEDS)), [])


def _speed(outcomes: Sequence[Outcome], alone: Outcome) -> tuple[bool, str]:
    """Whether Keras's model in a loop or graph of TensorFlow's keeps up with TensorFlow alone, and by what figures."""
    mixed = [outcome for outcome in find(outcomes, "tape_graph", "epoch_graph", "epoch_graph_xla") if outcome.speed]
    best = max(mixed, key=lambda outcome: outcome.speed or 0)
    ratio = best.speed / alone.speed  # type: ignore[operator]
    figure = (
        f"the fastest of both together, “{best.title}”, does {rate(best.speed)} steps/s, "  # type: ignore[arg-type]
        f"{times(ratio)} what TensorFlow alone does"
    )
    return ratio >= 1 / FASTER, figure


def _research(outcomes: Sequence[Outcome]) -> list[str]:
    """What own parts say, once they were tried; whether that is enough for research is for the researcher to say."""
    found = own_parts(outcomes)
    return [found["keras_fit"].figure] if found else []


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


CLAIM = Claim(
    "5.7",
    5,
    "Take Keras, unless you do research or build something special; Keras with TensorFlow inside is all one needs.",
    verdict,
    NEEDS,
)
