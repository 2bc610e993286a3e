"""Many configurations in one XLA program: how much faster than one after another, and whether it is the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.difference import is_rounding
from kvt.claims.words import count, duration, equality, rate, times
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
    ratio = one_by_one["seconds"] / at_once["seconds"]
    whole = _compiling(one_by_one, number) / at_once["first_seconds"]
    note = f"{times(whole)} with compiling; {rate(number / one_by_one['seconds'])} a second one by one"
    found.append(Tile("Against one by one", times(ratio), note, ":material/speed:"))
    if keras:
        each = sum(run["seconds"] for run in keras) / len(keras)
        note = f"{duration(each)} a network, with its first step"
        found.append(Tile("Against Keras fit", times(each * together), note, ":material/speed:"))
    apart, _ = difference(at_once, one_by_one)
    value = "bit for bit" if apart == 0 else equality(apart)
    found.append(Tile("The same losses?", value, "largest of all, alone or together", ":material/equal:"))
    return found


def notes(asked: Mapping[str, Any], at_once: Mapping[str, Any], one_by_one: Result, keras: Sequence[Any]) -> list[str]:
    """What a person should know of these figures, a sentence each."""
    steps = count(asked["steps"], "step")
    found = [f"Each network takes {steps} of Adam; compiling all together took {duration(_compile(at_once))}."]
    if one_by_one is not None:
        apart, place = difference(at_once, one_by_one)
        if not is_rounding(apart):
            calm = calm_below(asked, at_once, one_by_one)
            found.append(
                f"They are apart by {apart:.2g} at a rate of {asked['rates'][place]:.2g}, where training is unstable "
                "and rounding grows"
                + (f"; at all rates up to {calm:.2g} they are equal to rounding." if calm is not None else ".")
            )
    for run in keras:
        alike = equality(abs(run["loss"] - at_once["losses"][run["place"]]))
        found.append(f"Keras at a rate of {asked['rates'][run['place']]:.2g}: {alike}.")
    return found


def _keras(results: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [result for result in results if result["name"] == "keras"]


def difference(at_once: Mapping[str, Any], one_by_one: Mapping[str, Any]) -> tuple[float, int]:
    """The largest difference of the losses together and alone, and of which configuration it is."""
    apart = [abs(a - b) for a, b in zip(at_once["losses"], one_by_one["losses"], strict=True)]
    return max((value, place) for place, value in enumerate(apart))


def calm_below(asked: Mapping[str, Any], at_once: Mapping[str, Any], one_by_one: Mapping[str, Any]) -> float | None:
    """The largest learning rate up to which all are equal to rounding; None if not even the lowest are."""
    apart = [abs(a - b) for a, b in zip(at_once["losses"], one_by_one["losses"], strict=True)]
    stormy = [rate for rate, value in zip(asked["rates"], apart, strict=True) if not is_rounding(value)]
    return max((rate for rate in asked["rates"] if not stormy or rate < min(stormy)), default=None)


def _compile(way: Mapping[str, Any], number: int = 1) -> float:
    """Seconds of the first call beyond those of another one."""
    return max(0.0, way["first_seconds"] - way["seconds"] / number)


def _compiling(one_by_one: Mapping[str, Any], number: int) -> float:
    """Seconds of all one after the other, compiling included."""
    return one_by_one["seconds"] + _compile(one_by_one, number)
