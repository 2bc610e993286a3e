"""The figures of a race whose runs differ by a knob: what is learned and how fast it is computed, apart."""

from collections.abc import Sequence

from kvt.claims import Outcome
from kvt.claims.difference import loss_difference
from kvt.claims.outcome import reference
from kvt.claims.twins import generalisation_gap
from kvt.claims.words import duration, equality, pace, rate
from kvt.views.verdicts import Tile


def twin_tiles(outcomes: Sequence[Outcome]) -> list[Tile]:
    return [_learned(outcomes), _fast(outcomes), _general(outcomes), _effort(outcomes)]


def _learned(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "What is learned?", ":material/school:"
    first = reference(outcomes)
    others = [outcome for outcome in outcomes if outcome.completed and outcome is not first] if first else []
    gaps = [(gap, other) for other in others if (gap := loss_difference(first.history, other.history)) is not None]
    if not gaps:
        return Tile(label, "–", "how far the losses come apart", icon)
    gap, other = max(gaps, key=lambda pair: pair[0])
    value = "the same" if gap == 0 else equality(gap)
    return Tile(label, value, f"losses, bit for bit: {other.title}" if gap == 0 else f"losses: {other.title}", icon)


def _fast(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "How fast?", ":material/speed:"
    first = reference(outcomes)
    timed = [(outcome.speed, outcome) for outcome in outcomes if outcome.speed and outcome is not first]
    if first is None or not first.speed or not timed:
        return Tile(label, "–", "steps a second, first call apart", icon)
    # The one that is furthest from the first, above or below.
    speed, other = max(timed, key=lambda pair: max(pair[0] / first.speed, first.speed / pair[0]))
    return Tile(label, pace(first.speed / speed), f"{rate(speed)} steps/s: {other.title}", icon)


def _general(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "Learned by heart?", ":material/psychology:"
    gaps = [
        gap for outcome in outcomes if outcome.completed and (gap := generalisation_gap(outcome.history)) is not None
    ]
    if not gaps:
        return Tile(label, "–", "validation loss minus training loss", icon)
    value = signed(gaps[0]) if len(gaps) == 1 else f"{signed(gaps[0])} → {signed(gaps[-1])}"
    return Tile(label, value, "validation loss minus training loss, first run to last", icon)


def signed(value: float) -> str:
    """To two digits and at most four places, with its sign: '+0.0026', '−0.017', '−0.0001'."""
    return (f"{value:+.2g}" if abs(value) >= 0.001 else f"{round(value, 4) + 0.0:+g}").replace("-", "−", 1)


def _effort(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "At what effort?", ":material/memory:"
    ends = [outcome.history.end for outcome in outcomes if outcome.completed and outcome.history.end]
    seconds = [end.cpu_seconds for end in ends if end and end.cpu_seconds]
    if not seconds:
        return Tile(label, "–", "seconds of CPU", icon)
    value = duration(seconds[0]) if len(seconds) == 1 else f"{duration(seconds[0])} → {duration(seconds[-1])}"
    return Tile(label, value, "of CPU, first run to last", icon)
