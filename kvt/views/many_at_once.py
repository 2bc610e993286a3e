"""Many configurations in one XLA program: how much faster than one after another, and whether it is the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.difference import is_rounding
from kvt.claims.words import count, duration, equality, pace, rate
from kvt.figures import many_rates
from kvt.views.plot import is_dark, plot
from kvt.views.topic import draw_topic, topic_outcomes
from kvt.views.verdicts import Tile, draw_tiles

TOPIC = "many_at_once"
Result = Mapping[str, Any] | None


def draw_many_at_once(page: str) -> None:
    """The section: the question, the button, and what was found."""
    st.subheader("Many at once", anchor="many-at-once")
    st.markdown(
        "A sweep of small networks need not be many runs. Give each variable one more axis, and a single XLA program "
        "trains every configuration together. **Look for:** how much that saves, and whether a network learns the "
        "same in company as alone."
    )
    draw_topic(page, TOPIC)
    for outcome in topic_outcomes(page, TOPIC):
        results = outcome.history.results
        found = many_rates.select(results)
        if found is None:
            continue
        told = {result["name"]: result for result in results}
        ways = told["configurations"], told["at_once"], told.get("one_by_one"), _keras(results)
        draw_tiles(tiles(*ways), section="-many")
        alt = "The loss at the end of each configuration against its learning rate, a line a seed"
        plot(many_rates.draw(found, dark=is_dark()), key=f"{page}/{TOPIC}/rates", alt=alt, revision=outcome.id)
        st.caption(" ".join(notes(*ways)))


def tiles(asked: Mapping[str, Any], at_once: Mapping[str, Any], one_by_one: Result, keras: Sequence[Any]) -> list[Tile]:
    """The figures that answer; of what is not there yet a dash."""
    number = len(asked["rates"])
    together = number / at_once["seconds"]
    found = [Tile("All at once", f"{rate(together)} a second", f"{number} networks", ":material/stacks:")]
    if one_by_one is None:
        return found
    slowdown = at_once["seconds"] / one_by_one["seconds"]
    whole = at_once["first_seconds"] / _compiling(one_by_one, number)
    note = f"{pace(whole)} with compiling; one after another it is {rate(number / one_by_one['seconds'])} a second"
    found.append(Tile("Than one by one?", pace(slowdown), note, ":material/speed:"))
    if keras:
        each = sum(run["seconds"] for run in keras) / len(keras)
        first = sum(run["first_seconds"] for run in keras) / len(keras)
        # The same on both sides: once without what happens before the first step, and once with it.
        whole = at_once["first_seconds"] / (number * each)
        note = f"{pace(whole)} with compiling; a fit takes {duration(each)}, {duration(first)} until its first step"
        slowdown = 1 / (together * (each - first))
        found.append(Tile("Than Keras fit?", pace(slowdown), note, ":material/speed:"))
    return [*found, _same(asked, at_once, one_by_one)]


def _same(asked: Mapping[str, Any], at_once: Mapping[str, Any], one_by_one: Mapping[str, Any]) -> Tile:
    label, icon = "The same losses?", ":material/equal:"
    apart = _apart(at_once, one_by_one)
    calm = calm_below(asked, apart)
    if calm is None or is_rounding(max(apart)):
        return Tile(label, _equal(max(apart)), "the largest difference, together and alone", icon)
    largest = max(gap for rate, gap in zip(asked["rates"], apart, strict=True) if rate <= calm)
    return Tile(label, _equal(largest), f"up to a rate of {calm:.2g}; above it {equality(max(apart))}", icon)


def _equal(gap: float) -> str:
    return "bit for bit" if gap == 0 else equality(gap)


def notes(asked: Mapping[str, Any], at_once: Mapping[str, Any], one_by_one: Result, keras: Sequence[Any]) -> list[str]:
    """What a person should know of these figures, a sentence each."""
    steps = count(asked["steps"], "step")
    found = [f"Each network takes {steps} of Adam; compiling all together took {duration(_compile(at_once))}."]
    if one_by_one is not None and not is_rounding(max(apart := _apart(at_once, one_by_one))):
        rate = asked["rates"][apart.index(max(apart))]
        found.append(f"At a rate of {rate:.2g} training is unstable, and what is mere rounding grows.")
    for run in keras:
        alike = equality(abs(run["loss"] - at_once["losses"][run["place"]]))
        found.append(f"Keras at a rate of {asked['rates'][run['place']]:.2g}: {alike}.")
    return found


def _keras(results: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [result for result in results if result["name"] == "keras"]


def calm_below(asked: Mapping[str, Any], apart: Sequence[float]) -> float | None:
    """The largest learning rate up to which all are equal to rounding; None if not even the lowest are."""
    stormy = [rate for rate, gap in zip(asked["rates"], apart, strict=True) if not is_rounding(gap)]
    return max((rate for rate in asked["rates"] if not stormy or rate < min(stormy)), default=None)


def _apart(at_once: Mapping[str, Any], one_by_one: Mapping[str, Any]) -> list[float]:
    """How far each configuration's loss together is from its loss alone."""
    return [abs(one - other) for one, other in zip(at_once["losses"], one_by_one["losses"], strict=True)]


def _compile(way: Mapping[str, Any], number: int = 1) -> float:
    """Seconds of the first call beyond those of another one."""
    return max(0.0, way["first_seconds"] - way["seconds"] / number)


def _compiling(one_by_one: Mapping[str, Any], number: int) -> float:
    """Seconds of all one after the other, compiling included."""
    return one_by_one["seconds"] + _compile(one_by_one, number)
