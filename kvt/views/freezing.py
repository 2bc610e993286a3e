"""What froze and what did not: how far every variable moved, through Keras and by hand beneath it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kvt.claims.c55_trainable import AFTER, BEFORE, COMPILED, went
from kvt.claims.difference import gap
from kvt.claims.words import equality, listed
from kvt.figures import movement
from kvt.views.owners import plain
from kvt.views.plot import is_dark, plot
from kvt.views.swatches import swatches
from kvt.views.verdicts import Tile

Results = Sequence[Mapping[str, Any]]

# How each case is called through Keras, and what stands for it by hand.
CASES = {
    BEFORE: ("Frozen before compile", "`tf.Variable(…, trainable=False)`"),
    AFTER: ("Frozen after the first fit", "nothing frozen"),
    COMPILED: ("… and compiled again", "left out of the gradients from there on"),
}


def tiles(results: Results) -> list[Tile]:
    """How far what was frozen moved in the second half of each case; of a run that goes on, those so far."""
    found = {(one["case"], one["way"]): one for one in results if one.get("name") == "case"}
    return [
        *(
            _moved(found.get((case, "keras")), label, icon)
            for case, label, icon in (
                (BEFORE, "Before compile?", ":material/ac_unit:"),
                (AFTER, "After the first fit?", ":material/warning:"),
                (COMPILED, "Compiled again?", ":material/restart_alt:"),
            )
        ),
        _same(found),
    ]


def draw_movements(results: Results) -> None:
    """Three columns, a case each: Keras above, by hand beneath."""
    found = {(one["case"], one["way"]): one for one in results if one.get("name") == "case"}
    if not found:
        return
    selected = {key: movement.select(one) for key, one in found.items()}
    high = movement.top(list(selected.values()))
    swatches({path.name: path.look for path in next(iter(selected.values())).paths}, _whole(next(iter(found.values()))))
    for column, (case, titles) in zip(st.columns(3, gap="small"), CASES.items(), strict=True):
        with column:
            for way, title, color in zip(("keras", "by hand"), titles, ("orange", "blue"), strict=True):
                if (case, way) not in found:
                    continue
                st.markdown(f":{color}[**{'Keras' if way == 'keras' else 'By hand'}**] {title}")
                alt = f"Distance of every variable from its start, {case}, {way}"
                plot(movement.draw(selected[case, way], high=high, dark=is_dark()), key=f"moved/{case}/{way}", alt=alt)
    st.caption(
        "How far each variable is from its start, by epochs; thick: what is frozen; dashed: when. One scale for all."
    )
    for one in found.values():
        if one.get("says_frozen") and one["way"] == "keras" and went(one):
            st.warning(
                f"After the first fit Keras says that {plain(listed(one['chosen']))} "
                f"{'is' if len(one['chosen']) == 1 else 'are'} frozen, and moves "
                f"{'it' if len(one['chosen']) == 1 else 'them'} all the same, by up to {went(one):.2g}: fit goes on "
                "with the graph that it traced. compile makes it trace anew.",
                icon=":material/warning:",
            )


def draw_followed(results: Results) -> None:
    """The document's counter beside two weights: what a tape follows by itself."""
    rows = next((one["variables"] for one in results if one.get("name") == "followed"), None)
    if rows is None:
        return
    table = ["| Variable | dtype | trainable | the tape follows it | its gradient |", "|---|---|---|---|---|"]
    for row in rows:
        gradient = "none" if row["gradient"] is None else f"{row['gradient']:g}"
        answers = f"{_yes(row['trainable'])} | {_yes(row['followed'])}"
        table.append(f"| `{row['variable']}` | {row['dtype']} | {answers} | {gradient} |")
    st.markdown("\n".join(table))
    step = next(row for row in rows if row["variable"] == "step")
    st.caption(
        "`step = tf.Variable(1, trainable=False, dtype=tf.int32)`: no gradient ever moves it; `step.assign_add(1)` "
        f"does, here to {step['value']:g}."
    )


def _whole(found: Mapping[str, Any]) -> str:
    """The layer, or the one variable, that was frozen."""
    chosen = found["chosen"]
    return chosen[0] if len(chosen) == 1 else chosen[0].partition("/")[0]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _moved(found: Mapping[str, Any] | None, label: str, icon: str) -> Tile:
    if found is None:
        return Tile(label, "–", "how far it moves once frozen", icon)
    distance = went(found)
    return Tile(
        label,
        f"moves {distance:.2g}" if distance else "stands still",
        f"{plain(_whole(found))}, in the second half",
        icon,
    )


def _same(found: Mapping[tuple[str, str], Mapping[str, Any]]) -> Tile:
    label, icon = "As by hand?", ":material/equal:"
    gaps = [
        gap(found[case, "keras"]["losses"], found[case, "by hand"]["losses"])
        for case in CASES
        if (case, "keras") in found and (case, "by hand") in found
    ]
    if not gaps:
        return Tile(label, "–", "losses of Keras and by hand", icon)
    return Tile(label, equality(max(gaps)), "losses of Keras and of tf.Variable alone", icon)
