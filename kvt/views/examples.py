"""The examples that a document prints: each run as printed and repaired, and what came of it."""

from collections.abc import Sequence

import streamlit as st

from kvt.claims.example import Came, came_of
from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.script import script
from kvt.script.examples import numbers, words
from kvt.spec import Spec, parse
from kvt.views import state
from kvt.views.code import beside
from kvt.views.owners import plain

VERSIONS = ("printed", "repaired")
BADGES = {
    "runs": ("runs", ":material/check_circle:", "green"),
    "warns": ("runs, and warns", ":material/warning:", "orange"),
    "raises": ("raises", ":material/cancel:", "red"),
    "ended": ("was ended", ":material/stop_circle:", "gray"),
}
LOG = 400  # lines of a log that are looked through


def draw_examples(page: str, document: str) -> None:
    """A header, one button, and for each of the document's examples what this machine makes of it.

    The examples are the files of `kvt/recipes/examples/` that begin with `document`; their docstrings are the words.
    """
    there = numbers(document)
    specs = {(number, version): _spec(document, number, version) for number in there for version in VERSIONS}
    runs = _runs(page, list(specs.values()))
    st.header("The document’s own examples, run today", anchor=False)
    button, about = st.columns([2, 7], vertical_alignment="center")
    about.caption(
        "In kvt’s own words and with kvt’s data, each in a process of its own: what happens as it is printed, and how "
        "it is written today."
    )
    with button:
        ended = sum(not run.status.active for run in runs.values())
        if ended < len(runs):
            _wait(page, list(specs.values()), ended)
        else:
            st.button(
                "Run them again" if runs else f"Run all {len(specs)}",
                icon=":material/play_arrow:",
                key=f"{page}/examples",
                on_click=_start,
                args=(page, list(specs.values())),
                width="stretch",
            )
    for problem in state.problems(_key(page)):
        st.warning(plain(problem))
    for number in there:
        with st.container(border=True):
            _draw(page, number, *((specs[number, version], runs.get(specs[number, version])) for version in VERSIONS))


def _draw(page: str, number: int, printed: tuple[Spec, Run | None], repaired: tuple[Spec, Run | None]) -> None:
    texts = [script(spec) for spec, _ in (printed, repaired)]
    title, about = map(_typeset, words(texts[1]))
    st.markdown(f"**{plain(title)}**", help=_typeset(words(texts[0]).about) or None)
    columns = st.columns(2, gap="medium")
    for column, version, (_, run) in zip(columns, ("As printed", "Repaired"), (printed, repaired), strict=True):
        column.markdown(f":gray[{version}]  {_answer(run)}")
    if about:
        st.caption(plain(about))
    if st.toggle("The code", key=f"{page}/examples/{number}"):
        beside(texts[0], texts[1], "both", "both")
        _logs(printed[1], repaired[1])


def _typeset(text: str) -> str:
    """Apostrophes as the rest of the page has them: in a script they are Python's."""
    return text.replace("'", "’")


def _answer(run: Run | None) -> str:
    if run is None:
        return ":gray-badge[not run yet]"
    if run.status.active:
        return ":gray-badge[:material/hourglass_top: running]"
    came = _came(run)
    words, icon, color = BADGES[came.word]
    # Between two backticks a single one stands for itself.
    message = f" `` {came.message.replace('``', '’')} ``" if came.message else ""
    return f":{color}-badge[{icon} {words}]{_trained(came)}{message}"


def _trained(came: Came) -> str:
    if len(came.losses) < 2:
        return ""
    first, last = came.losses[0], came.losses[-1]
    return f" {'trains' if came.trains else 'does not learn'}: loss {first:.3g} → {last:.3g}."


def _logs(*runs: Run | None) -> None:
    for column, run in zip(st.columns(2, gap="small"), runs, strict=True):
        if run is not None and not run.status.active:
            column.caption("What it printed")
            column.code(run.log(12) or " ", language=None, wrap_lines=True)


def _came(run: Run) -> Came:
    status = run.status
    return came_of(status.state, status.reason, run.log(LOG))


def _spec(document: str, number: int, version: str) -> Spec:
    return parse(
        {"topic": "example", "topic.document": document, "topic.number": number, "topic.version": version}
    ).spec


def _start(page: str, specs: Sequence[Spec]) -> None:
    from kvt.jobs.server import manager

    try:
        for spec in specs:
            manager().submit(spec, workspace=state.workspace(), page=_key(page))
    except KvtError as error:
        state.complain(_key(page), (str(error),))


@st.fragment(run_every=0.5)
def _wait(page: str, specs: Sequence[Spec], ended: int) -> None:
    """How many have ended; the whole page anew with each that does."""
    runs = _runs(page, specs).values()
    now = sum(not run.status.active for run in runs)
    if now != ended or now == len(runs):
        st.rerun()
    st.caption(f":material/hourglass_top: {now} of {len(runs)} have ended …")


def _runs(page: str, specs: Sequence[Spec]) -> dict[Spec, Run]:
    """The newest run of each of `specs` in this workspace."""
    from kvt.jobs.server import manager

    newest: dict[Spec, Run] = {}
    for run in manager().store.of_page(state.workspace(), _key(page)):
        try:
            if run.spec in specs:
                newest.setdefault(run.spec, run)
        except KvtError:
            continue  # written by a kvt that knew other options
    return newest


def _key(page: str) -> str:
    return f"{page}:examples"
