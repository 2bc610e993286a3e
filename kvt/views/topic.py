"""A story of its own beside a claim: its few knobs, one button, what it found, and the script that found it."""

import streamlit as st

from kvt.claims import Outcome
from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.spec import knobs, parse
from kvt.views import state
from kvt.views.experiment import Experiment
from kvt.views.field import draw
from kvt.views.outcomes import outcomes


def topic_outcomes(page: str, topic: str) -> list[Outcome]:
    """The workspace's last run of `topic` on this page, if there is one."""
    return outcomes(_last(_key(page, topic)))


def draw_topic(page: str, topic: str) -> None:
    """The knobs and the button; while it runs, that it does; afterwards its script."""
    key = _key(page, topic)
    if state.experiment(key) is None:
        state.choose(key, Experiment(parse({"topic": topic}).spec, ()))
    own = [knob for knob in knobs(state.experiment(key).spec) if knob.path.startswith("topic.")]
    runs = _last(key)
    columns = st.columns([2] * len(own) + [2, 2], vertical_alignment="bottom")
    for column, knob in zip(columns, own, strict=False):
        with column:
            draw(key, knob)
    with columns[-2]:
        if any(run.status.active for run in runs):
            _wait(key)
        else:
            _button(key, "Run again" if runs else "Run it")
    with columns[-1]:
        if runs:
            with st.popover("Its script", icon=":material/code:", type="tertiary"):
                st.code(runs[0].script, language="python", line_numbers=True)
    for problem in state.problems(key):
        st.warning(problem)
    for run in runs:
        if run.status.state in ("failed", "killed", "lost"):
            st.error(f"{run.status.reason}", icon=":material/error:")


def _button(key: str, label: str) -> None:
    st.button(label, icon=":material/play_arrow:", key=f"{key}/run", on_click=_start, args=(key,), width="stretch")


def _start(key: str) -> None:
    from kvt.jobs.server import manager

    try:
        manager().submit(state.experiment(key).spec, workspace=state.workspace(), page=key)
    except KvtError as error:
        state.choose(key, state.experiment(key), (str(error),))


@st.fragment(run_every=0.5)
def _wait(key: str) -> None:
    """Says that it runs, and draws the page anew when it has ended."""
    if not any(run.status.active for run in _last(key)):
        st.rerun()
    st.caption(":material/hourglass_top: running …")


def _last(key: str) -> list[Run]:
    from kvt.jobs.server import manager

    mine = [run for run in manager().store.list(state.workspace()) if run.about.page == key]
    return mine[:1]


def _key(page: str, topic: str) -> str:
    return f"{page}:{topic}"
