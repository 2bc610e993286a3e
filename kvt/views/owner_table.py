"""Whose knob is it? What the installed packages say, beside the mark that kvt's own forms give it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from kvt.claims import Outcome
from kvt.claims.c11_whose_knob import owners
from kvt.claims.words import count, listed
from kvt.spec import OWNERS, Owner, Spec, knobs, parse
from kvt.views.owners import LOOKS, colored, mark, plain
from kvt.views.topic import topic_outcomes

# What introspection calls a package, as kvt calls its owner.
NAMES: dict[str, Owner] = {"keras": "keras", "tensorflow": "engine", "shared": "shared"}


class Row(NamedTuple):
    """`found` is the owner by the signatures, None if nobody takes it; `marked` kvt's own, None for no knob of kvt."""

    label: str
    found: Owner | None
    marked: Owner | None
    takers: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.marked is None or self.found == self.marked


def rows(found: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """One row a hyperparameter, in the order in which they were asked about; disagreements first."""
    marks = kvt_marks()
    made = [
        Row(label, NAMES.get(row["owner"]), marks.get(label), (*row["keras"][:2], *row["tensorflow"][:2]))
        for label, row in found.items()
    ]
    return sorted(made, key=lambda row: row.agrees)


def kvt_marks() -> dict[str, Owner]:
    """The owner of every knob that is not about data, by its label; of all kinds, chosen or not."""
    marks: dict[str, Owner] = {}
    for knob in knobs(Spec()):
        for kind in knob.options or {} if knob.kind == "variant" and knob.path not in ("topic", "dataset") else {}:
            chosen = parse({knob.path: kind}).spec
            marks |= {inner.label: inner.owner for inner in knobs(chosen) if _is_asked(inner.path, inner.owner)}
    return marks


def draw_owners(page: str) -> None:
    """The table, once the question has been asked; until then, where to ask it."""
    st.header("Whose knob is it?", anchor=False)
    found: Sequence[Outcome] = topic_outcomes(page, "owners")
    table = rows(owners(found))
    if not table:
        st.caption("Not asked yet: the button beside claim 1.1 asks the installed packages.")
        return
    others = [row for row in table if not row.agrees]
    st.markdown(
        f"**{count(len(table), 'hyperparameter')}, asked of the signatures.** "
        + (f"kvt’s own marks differ for {listed([plain(row.label) for row in others])}." if others else "")
    )
    with st.container(height=420, border=True):
        lines = ["| Hyperparameter | Found | kvt’s mark | Taken by |", "|:--|:--|:--|:--|"]
        lines += [
            f"| {plain(row.label)} | {_owner(row.found)} | {_owner(row.marked)}"
            f"{'' if row.agrees else ' :material/warning:'} | {', '.join(f'`{name}`' for name in row.takers) or '–'} |"
            for row in table
        ]
        st.markdown("\n".join(lines))
    st.caption(
        "Found: the package that defines the functions, whichever shows them; shared if both have one. kvt’s marks say "
        "who takes the value in kvt’s own scripts: TensorFlow has a dropout, too, and kvt’s models use Keras’s."
    )


def _owner(owner: Owner | None) -> str:
    if owner is None:
        return "–"
    return f"{mark(owner)} {colored(OWNERS[owner].partition(':')[0], LOOKS[owner].color)}"


def _is_asked(path: str, owner: Owner) -> bool:
    # What is written for TensorBoard changes nothing of the training.
    return owner != "data" and path not in ("route", "topic") and not path.startswith(("topic.", "board."))
