"""What a race says: tiles with the figures that answer, and the document's claims one by one."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import streamlit as st

from kvt.claims import CLAIMS, Claim, Outcome, Verdict
from kvt.claims.c21_fewer_lines import LOOPS
from kvt.claims.difference import loss_difference, weight_difference
from kvt.claims.lines import training_lines
from kvt.claims.outcome import find, reference
from kvt.claims.words import duration, equality, pace, rate
from kvt.views.owners import plain
from kvt.views.race import race_at, race_with
from kvt.views.topic import draw_topic, topic_outcomes

STATES = {
    "holds": ("holds here", ":material/check_circle:", "green"),
    "holds not": ("holds not", ":material/cancel:", "orange"),
    "open": ("open", ":material/pending:", "gray"),
}


class Tile(NamedTuple):
    """`label` is the question, `value` the figure, `note` what it is measured on."""

    label: str
    value: str
    note: str
    icon: str


def tiles(outcomes: Sequence[Outcome]) -> list[Tile]:
    """The figures that answer the page's question; before a run, what will stand there."""
    return [_same(outcomes), _speed(outcomes), _first(outcomes), _lines(outcomes)]


def draw_tiles(tiles: Sequence[Tile], section: str = "") -> None:
    """One row; `section` tells it from another row on the same page."""
    # Without a single figure they would fill a phone's first screen with nothing.
    with st.container(key="kvt-tiles" + section if any(tile.value != "–" for tile in tiles) else "kvt-tiles-empty"):
        columns = st.columns(len(tiles), gap="small")
    for column, tile in zip(columns, tiles, strict=True):
        with column, st.container(border=True, height="stretch", gap=None):
            st.metric(f"{tile.icon} {tile.label}", tile.value)
            st.caption(tile.note)


def draw_claims(
    page: str,
    document: int,
    outcomes: Sequence[Outcome],
    earlier: Sequence[Outcome] = (),
    *,
    drawn: Collection[str] = (),
    only: Collection[str] = (),
    knobs: bool = True,
) -> None:
    """Each claim in kvt's words, and beside it what this race says, and what `earlier` ones said.

    A claim's topic stands below it, unless it is `drawn` elsewhere on the page. `only` are the numbers of the claims
    that the page speaks of, where several pages share a document; without `knobs` a topic has its button alone.
    """
    may_race = not any(outcome.state in ("queued", "running") for outcome in outcomes)
    for claim in CLAIMS[document]:
        if only and claim.number not in only:
            continue
        story = topic_outcomes(page, claim.topic) if claim.topic else []
        verdict = claim.verdict([*outcomes, *earlier, *story])
        with st.container(border=True):
            says, answer = st.columns([4, 5], gap="medium", vertical_alignment="center")
            says.markdown(f":gray[{claim.number}]  {plain(claim.says)}")
            with answer:
                _answer(page, claim, verdict, may_race)
            if claim.topic and claim.topic not in drawn:
                draw_topic(page, claim.topic, in_row=None if knobs else ())


def _answer(page: str, claim: Claim, verdict: Verdict, may_race: bool) -> None:
    """The verdict; for an open claim that a race can answer, the button that runs it."""
    words, icon, color = STATES[verdict.state]
    st.markdown(f":{color}-badge[{icon} {words}] {plain(verdict.sentence)}")
    if verdict.state == "open" and (claim.needs or claim.settings) and may_race:
        st.button(
            "Race for an answer",
            icon=":material/play_arrow:",
            type="tertiary",
            key=f"{page}/answer/{claim.number}",
            on_click=race_at if claim.settings else race_with,
            args=(page, claim.settings or claim.needs),
        )


def _same(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "Same model?", ":material/equal:"
    first = reference(outcomes)
    others = [outcome for outcome in outcomes if outcome.completed and outcome is not first]
    gaps = [(loss_difference(first.history, other.history), other) for other in others] if first else []
    known = [(gap, other) for gap, other in gaps if gap is not None]
    if not known:
        return Tile(label, "–", "how far the losses are apart", icon)
    gap, other = max(known, key=lambda pair: pair[0])
    weights = weight_difference(first, other)
    words = equality(gap)
    value = "bit for bit" if gap == 0 else words
    note = f"losses; final weights {equality(weights)}" if weights is not None else f"losses of {other.title}"
    broken = [outcome.history.nan_step for outcome in [first, *others] if outcome.history.nan_step]
    if broken:
        note = f"losses, up to step {min(broken)}: then one is no number"
    return Tile(label, value, note, icon)


def _speed(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "Same speed?", ":material/speed:"
    first = reference(outcomes)
    timed = [(outcome.speed, outcome) for outcome in outcomes if outcome.speed and outcome is not first]
    if first is None or not first.speed or not timed:
        return Tile(label, "–", "steps a second, first call apart", icon)
    speed, other = max(timed, key=lambda pair: pair[0])
    return Tile(label, pace(first.speed / speed), f"{rate(speed)} steps/s: {other.title}", icon)


def _first(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "The price?", ":material/hourglass_top:"
    waits = [
        (outcome.history.first_call_seconds, outcome)
        for outcome in outcomes
        if outcome.completed and outcome.history.first_call_seconds
    ]
    if not waits:
        return Tile(label, "–", "first call: tracing and compiling", icon)
    wait, slowest = max(waits, key=lambda pair: pair[0])
    return Tile(label, duration(wait), f"first call of {slowest.title}", icon)


def _lines(outcomes: Sequence[Outcome]) -> Tile:
    label, icon = "Same code?", ":material/notes:"
    fits = find(outcomes, "keras_fit")
    loops = find(outcomes, *LOOPS)
    if not fits or not loops:
        note = "lines, once Keras fit and a loop have raced" if outcomes else "lines of the training section"
        return Tile(label, "–", note, icon)
    short, long = training_lines(fits[0].script), training_lines(loops[0].script)
    return Tile(label, f"{short} : {long} lines", f"training by {fits[0].title} : {loops[0].title}", icon)
