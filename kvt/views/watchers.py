"""Watchers side by side: what each told of the same broken training, and what it costs a healthy one."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.diagnosis import by_watcher, find_message, is_found, is_hidden, slowdown
from kvt.claims.words import count, pace, rate
from kvt.views.owners import plain
from kvt.views.post_mortem import find_post_mortem
from kvt.views.verdicts import Tile

NAMES = {
    "none": "Nobody watches",
    "stop": "Stop at the first bad loss",
    "check_numerics": "`tf.debugging.enable_check_numerics`",
    "by_hand": "Eagerly, each layer looked at by hand",
    "dump": "The debugger’s dump",
}
STOPS = {"fit": "`keras.callbacks.TerminateOnNaN`", "tape": "`if not isfinite(loss): break`"}


def tiles(results: Sequence[Mapping[str, Any]]) -> list[Tile]:
    found = find_post_mortem(results)
    known = found is not None and is_found(found)
    slower = slowdown(by_watcher(results), "dump")
    line = f"line {found['line']}" if known and found["line"] else "–"
    step = f"step {found['step']}" if known and found["step"] else "–"
    loss = f"the loss shows it at step {found['bad_step']}" if known and found.get("bad_step") else "counted from 1"
    return [
        Tile("Which operation?", found["op"] if known else "–", "the first that went bad", ":material/bug_report:"),
        Tile("Where?", line, "in the script that ran", ":material/my_location:"),
        Tile("When?", step, loss, ":material/schedule:"),
        Tile("At what cost?", "–" if slower is None else pace(slower), "a step under the dump", ":material/speed:"),
    ]


def draw_watchers(results: Sequence[Mapping[str, Any]], way: str) -> None:
    """A row a watcher, as they are found, or what would stand there; whole messages behind a click."""
    watchers = by_watcher(results)
    if not watchers:
        st.caption(
            "A run with **Other watchers** on shows what each tells of the same broken training, and how much "
            "slower it makes a step."
        )
        return
    lines = ["| Who watches | What it tells | Operation | Line | Step | Speed |", "|---|---|---|---:|---:|---|"]
    for name, watcher in watchers.items():
        called = STOPS[way] if name == "stop" else NAMES[name]
        cells = (
            called,
            _tells(name, watcher),
            plain(watcher["op"]) or "–",
            str(watcher["line"] or "–"),
            str(watcher["step"] or "–"),
            _speed(watchers, name),
        )
        lines.append(f"| {' | '.join(cells)} |")
    with st.container(key="kvt-watchers"):
        st.markdown("\n".join(lines))
    st.caption(
        "Each in a thread of its own, since TensorFlow’s watchers are set by thread. Speed: the median step of a "
        "healthy training, after the number that breaks it was put right."
    )
    if is_hidden(results):
        st.markdown(
            ":material/visibility_off: **Watching changed what happened.** Unwatched, TensorFlow fuses a product, its "
            "bias and the ReLU into one operation, which makes a zero of a NaN: the loss stays a number, while the "
            "weights are lost. The debugger looks at each of the three, so that they stay apart, and the loss shows it."
        )
    long = [watcher for watcher in watchers.values() if len(watcher["said"]) > 200]
    if long:
        with st.popover("The whole message", icon=":material/terminal:", type="tertiary"):
            for watcher in long:
                st.code(watcher["said"], language=None, wrap_lines=True)


def _tells(name: str, watcher: Mapping[str, Any]) -> str:
    if watcher["said"]:
        return plain(find_message(watcher["said"]))
    if name == "dump":
        return "reads the whole run afterwards"
    if watcher["step"] is None:
        spoiled = watcher["spoiled"]
        return f"the loss stays a number, and yet {count(spoiled, 'weight')} {'is' if spoiled == 1 else 'are'} not"
    return "stops there, and says no more" if name == "stop" else f"trains on: {count(watcher['steps'], 'step')}"


def _speed(watchers: Mapping[str, Mapping[str, Any]], name: str) -> str:
    speed = f"{rate(watchers[name]['steps_per_second'])} steps/s"
    slower = slowdown(watchers, name)
    return speed if name == "none" or slower is None else f"{pace(slower)}, {speed}"
