"""Which runs to compare, chosen on the page: single ones, or all of a race, a sweep or a tag."""

import time
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from kvt.claims.words import count
from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.runs.store import Store
from kvt.spec import Spec, labels
from kvt.views import state
from kvt.views.compare_runs import MOST, Comparison, choose
from kvt.views.owners import plain

RECENT = 100  # runs that are offered one by one
LONGEST = 90  # characters of a name
SUGGESTED = 4  # races and sweeps, where nothing is chosen yet
GROUPS = 40  # races, sweeps and tags that are offered


def draw_chooser(page: str, comparison: Comparison) -> None:
    """A popover; nothing is read before it is opened."""
    here = st.popover("Choose runs", icon=":material/checklist:", key=f"{page}/choose", on_change="rerun")
    if here.open:
        with here:
            _choose(page, comparison)


def suggest(page: str, comparison: Comparison) -> None:
    """What a visitor without any run in the address can begin with."""
    found = groups(_store().list(state.workspace()), shift=_shift())
    if not found:
        st.markdown(
            "There is nothing to compare yet. Race two routes, or two values of a knob: their curves, the settings "
            "that differ, what each came to and their code can then stand side by side here."
        )
    else:
        st.markdown(
            "Choose two runs or more: their curves, the settings that differ, what each came to and their code then "
            "stand side by side, and the address of the page names them. **The last ones of yours, together:**"
        )
    for number, (name, ids) in enumerate(list(found.items())[:SUGGESTED]):
        st.button(
            name, icon=":material/compare_arrows:", key=f"{page}/suggest/{number}", on_click=choose, args=(ids,),
            type="secondary" if number else "primary",
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        if not found and st.button(
            "Race Keras against TensorFlow", type="primary", icon=":material/play_arrow:", key=f"{page}/first"
        ):
            st.switch_page("differences.py")
        if _store().list(state.workspace()):
            draw_chooser(page, comparison)
            st.page_link("runs.py", label="Tick them among your runs", icon=":material/history:")


def groups(runs: Sequence[Run], shift: float = 0.0) -> dict[str, list[str]]:
    """The ids of each sweep and of each race of several runs, by a name, the newest first; `shift` seconds to UTC."""
    found: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        about = run.about
        found.setdefault(("Sweep", about.sweep) if about.sweep else ("Race", about.race), []).append(run)
    named: dict[str, list[str]] = {}
    for (kind, _), members in found.items():
        if len(members) > 1 and len(named) < GROUPS:
            begun = moment(min(run.about.created for run in members), shift)
            name = f"{kind} of {count(len(members), 'run')} · {_what(members[0].spec)} · {begun}"
            named[name] = [run.id for run in sorted(members, key=lambda run: run.about.position)][:MOST]
    return named


def _what(spec: Spec) -> str:
    return f"{spec.dataset.title}, {spec.model.title}" if spec.topic.kind == "train" else spec.topic.title


def moment(seconds: float, shift: float) -> str:
    """A time as '21 Nov 12:40:03'; `shift` are the browser's seconds behind UTC."""
    told = time.gmtime(seconds - shift)
    return f"{told.tm_mday} {time.strftime('%b %H:%M:%S', told)}"


def _choose(page: str, comparison: Comparison) -> None:
    runs = _store().list(state.workspace())
    shift = _shift()
    names = called([*comparison.runs, *runs[:RECENT]], shift)
    key = state.tell(f"{page}/runs", [run.id for run in comparison.runs])
    st.multiselect(
        "Runs",
        list(names),
        format_func=lambda id: names.get(id, id),
        key=key,
        max_selections=MOST,
        placeholder="Choose among your runs",
        on_change=lambda: choose(state.heard(key) or ()),
    )
    found = groups(runs, shift) | _tags()
    adding = st.selectbox(
        "All of", list(found), index=None, key=f"{page}/group", placeholder="a race, a sweep, a tag", disabled=not found
    )
    here = [run.id for run in comparison.runs]
    with st.container(horizontal=True):
        ids = found.get(adding or "", [])
        st.button("Add them", key=f"{page}/add", on_click=choose, args=([*here, *ids],), disabled=not ids)
        st.button("These alone", key=f"{page}/alone", on_click=choose, args=(ids,), disabled=not ids)
        st.button("None", key=f"{page}/none", type="tertiary", on_click=choose, args=([],), disabled=not here)


def called(runs: Iterable[Run], shift: float = 0.0) -> dict[str, str]:
    """Runs by id, each called by its time, its place in its race, and what differs from the defaults.

    So a name depends on nothing but its run: the browser sends names, and another choice must not change them.
    """
    found: dict[str, str] = {}
    for run in runs:
        try:
            label = labels([Spec(), run.spec])[1]
        except KvtError:  # of a kvt that knew other options
            continue
        name = f"{moment(run.about.created, shift)} · {run.about.position + 1}. {label}"
        name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        found[run.id] = name if name not in found.values() else f"{name} ({run.id[:4]})"
    return found


def _tags() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _store().index.rows(state.workspace()):
        for tag in filter(None, row.tags.split(",")):
            found.setdefault(f"tag · {tag}", []).append(row.id)
    return {name: ids[:MOST] for name, ids in found.items()}


def say_problems(problems: Sequence[str]) -> None:
    for problem in problems:
        st.warning(plain(problem), icon=":material/block:")


def _shift() -> float:
    """The browser's seconds behind UTC."""
    return 60.0 * (st.context.timezone_offset or 0)


def _store() -> Store:
    from kvt.jobs.server import manager

    return manager().store
