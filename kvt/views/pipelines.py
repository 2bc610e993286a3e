"""Input pipelines as a page shows them: tiles, bars of samples a second, and the time lines of two of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.pipelines import PLAIN, Bench, Pipeline, bench, disturbance, processes_or_threads
from kvt.claims.words import count, duration, listed, pace, rate, times
from kvt.figures import throughput, timeline
from kvt.figures.throughput import Rate, Yardstick
from kvt.views import state
from kvt.views.owners import plain
from kvt.views.plot import is_dark, plot
from kvt.views.verdicts import Tile

FASTEST = "the fastest"

Results = Sequence[Mapping[str, Any]]


def tiles(results: Results) -> list[Tile]:
    """The figures that answer; of a run that still goes on, those so far."""
    found = bench(results)
    return [_fastest(found), _gain(found), _waiting(found), _same(found)]


def draw_rates(results: Results) -> None:
    """The bars and, below them, a sentence for each pipeline that broke off."""
    found = bench(results)
    if found is None or not found.pipelines:
        return
    yardsticks = [
        Yardstick(f"all in a row {rate(found.serial)}", found.serial),
        Yardstick(f"all that can overlap {rate(found.overlap)}", found.overlap),
    ]
    rates = [Rate(one.name, one.way, one.rate, _note(one)) for one in found.whole]
    if rates:
        figure = throughput.draw(rates, yardsticks, dark=is_dark())
        plot(figure, key="kvt-pipelines-rates", alt="Samples a second of each pipeline")
        st.caption(
            "From the end of a pipeline’s first step to that of its last. The dashed lines follow from your values and "
            f"{count(found.cores, 'core')} alone; a cache may pass them, since it makes "
            "nothing twice, and so may AUTOTUNE, which chooses its own number of workers."
        )
    if words := processes_or_threads(found):
        st.markdown(f":material/call_split: {words}")
    if words := disturbance(found):
        st.warning(words, icon=":material/hourglass_disabled:")
    for one in found.pipelines:
        if one.error:
            done = f"after {count(one.samples, 'sample')}" if one.samples else "before the first step"
            st.markdown(f":red-badge[:material/cancel: ended] **{plain(one.name)}** {done}: {plain(one.error)}")


def draw_time_lines(page: str, results: Results) -> None:
    """The plain generator's beginning and, on the same axis, that of one more: who works when."""
    found = bench(results)
    shown = [one for one in found.pipelines if one.result.get("steps")] if found else []
    if not shown:
        st.caption("A run draws it: who makes samples, how many lie ready, and when the step trains or waits.")
        return
    others = {one.name: one for one in shown if one.name != PLAIN}
    key, options = f"{page}/line", [FASTEST, *others]
    name = st.selectbox("Beside the plain generator", options, key=state.tell(key, state.kept(key, options)), width=340)
    fastest = max(others.values(), key=lambda one: one.rate, default=None)
    other = fastest if name == FASTEST else others[name]
    pair = [one for one in shown if one.name == PLAIN] + ([other] if other else [])
    lines = [
        timeline.select(
            one.result,
            f"{one.name}: {rate(one.rate)}/s",
            one.way,
            found.window,
        )
        for one in pair
    ]
    alt = f"Who makes samples, and when the step trains: {listed([one.name for one in pair])}"
    plot(timeline.draw(lines, dark=is_dark()), key="kvt-pipelines-lines", alt=alt)
    starts = listed([f"{duration(one.first)} ({one.name})" for one in pair])
    st.caption(
        f"From shortly before the first step, which came after {starts}. A lane is a thread or a process that makes "
        "samples; **ready** counts those made and not yet in a step. The step is a gradient step of a small Keras "
        "network, filled up to your milliseconds by sleeping, as while an accelerator computes."
    )


def _fastest(found: Bench | None) -> Tile:
    label, icon = "Fastest?", ":material/trophy:"
    best = found.fastest if found else None
    if best is None:
        return Tile(label, "–", "samples a second", icon)
    return Tile(label, f"{rate(best.rate)}/s", f"samples, by {best.name}", icon)


def _gain(found: Bench | None) -> Tile:
    label, icon = "What overlap buys?", ":material/speed:"
    if not found or not found.plain or found.fastest is found.plain:
        return Tile(label, "–", "against a plain generator", icon)
    by = times(found.overlap / found.serial)
    return Tile(
        label, pace(found.plain.rate / found.fastest.rate), f"than a plain generator; your values allow {by}", icon
    )


def _waiting(found: Bench | None) -> Tile:
    label, icon = "The step waits?", ":material/hourglass_top:"
    if not found or not found.plain or found.fastest is found.plain:
        return Tile(label, "–", "share of the time", icon)
    return Tile(
        label,
        f"{found.plain.waited:.0%} → {found.fastest.waited:.0%}",
        f"of the time: plain generator → {found.fastest.name}",
        icon,
    )


def _same(found: Bench | None) -> Tile:
    label, icon = "Same samples?", ":material/equal:"
    if not found or len(found.whole) < 2:
        return Tile(label, "–", "how many, and their sum", icon)
    ended = len(found.pipelines) - len(found.whole)
    of = f"sum over {rate(found.samples)} samples, {count(len(found.whole), 'pipeline')}"
    value = "all equal" if found.all_same else "not equal"
    return Tile(label, value, of + (f"; {ended} ended early" if ended else ""), icon)


def _note(one: Pipeline) -> str:
    return f"{rate(one.rate)} · waits {one.waited:.0%}"
