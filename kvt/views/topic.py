"""A story of its own beside a claim: its few knobs, one button, what it found, and the script that found it."""

from collections.abc import Collection, Sequence
from typing import Literal

import streamlit as st

from kvt.claims import Outcome
from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.spec import Spec, knobs, parse
from kvt.views import state
from kvt.views.experiment import Experiment
from kvt.views.field import draw
from kvt.views.form import form
from kvt.views.outcomes import history, outcomes
from kvt.views.owners import plain
from kvt.views.presets import Preset, choose_preset


def topic_outcomes(page: str, topic: str) -> list[Outcome]:
    """The workspace's last run of `topic` on this page, if there is one."""
    return outcomes(_last(_key(page, topic)))


def topic_runs(page: str, topic: str) -> list[Run]:
    """The same, as a run in its folder."""
    return _last(_key(page, topic))


def topic_spec(page: str, topic: str) -> Spec:
    """The settings as they are chosen now."""
    return (state.experiment(_key(page, topic)) or _default(topic)).spec


def open_topic(page: str, topic: str) -> None:
    """Make `topic` what the page's address tells: its settings are read from there on arrival."""
    key, default = _key(page, topic), _default(topic)
    opened = state.open_page(key, default)
    if opened.spec.topic.kind != topic:
        state.choose(key, default, ("The address has no settings of this page: it shows its own.",))
    state.publish(key)


def topic_problems(page: str, topic: str) -> tuple[str, ...]:
    """Why it was not started, or a value not taken, a sentence each."""
    return state.problems(_key(page, topic))


def start_topic(page: str, topic: str) -> None:
    """What the button of `draw_topic` does, for a button elsewhere."""
    key = _key(page, topic)
    if state.experiment(key) is None:
        state.choose(key, _default(topic))
    _start(key)


def choose_topic_preset(page: str, topic: str, presets: Sequence[Preset]) -> Preset | None:
    """Settings of `topic` that are worth a look, each one click away; the one that is chosen, if one is."""
    return choose_preset(_key(page, topic), presets)


def draw_topic_knobs(page: str, topic: str) -> None:
    """All knobs of `topic` in the sidebar, under their owners: where they are more than a row holds."""
    form(_key(page, topic), "topic.")


def draw_topic(page: str, topic: str, *, primary: bool = False, in_row: Collection[str] | None = None) -> None:
    """The knobs and the button, `primary` where the page is about it; while it runs, how far it is, and Stop.

    `in_row` names the knobs that stand beside the button, where the page has another place for the others.
    The page is drawn anew with each thing that it finds; afterwards its script can be read.
    """
    key = _key(page, topic)
    if state.experiment(key) is None:
        state.choose(key, _default(topic))
    own = [knob for knob in knobs(state.experiment(key).spec) if knob.path.startswith("topic.")]
    if in_row is not None:
        own = [knob for knob in own if knob.path.removeprefix("topic.") in in_row]
    runs = _last(key)
    columns = st.columns([2] * len(own) + ([2, 2] if own else [2, 2, 5]), vertical_alignment="bottom")
    for column, knob in zip(columns, own, strict=False):
        with column:
            draw(key, knob)
    with columns[len(own)]:
        if any(run.status.active for run in runs):
            _wait(key, len(history(runs[0]).results))
        else:
            _button(key, "Run again" if runs else "Run it", "primary" if primary else "secondary")
    with columns[len(own) + 1]:
        if runs:
            with st.popover("Its script", icon=":material/code:", type="tertiary"):
                st.code(runs[0].script, language="python", line_numbers=True)
        if runs and not runs[0].status.active and runs[0].spec != state.experiment(key).spec:
            st.caption(":material/history: The settings have changed since this run.")
    for problem in state.problems(key):
        st.warning(plain(problem), icon=":material/edit_off:")
    for run in runs:
        if run.status.state in ("failed", "killed", "lost"):
            st.error(plain(run.status.reason), icon=":material/error:")
            with st.expander("The end of its log", icon=":material/terminal:"):
                st.code(run.log(20) or " ", language=None, wrap_lines=True)
        elif run.status.state == "stopped":
            st.info(f"It was stopped. {plain(run.status.reason)}".strip(), icon=":material/stop_circle:")


def _button(key: str, label: str, kind: Literal["primary", "secondary"]) -> None:
    st.button(
        label, icon=":material/play_arrow:", key=f"{key}/run", type=kind, on_click=_start, args=(key,), width="stretch"
    )


def _start(key: str) -> None:
    from kvt.jobs.server import manager

    try:
        if not any(run.status.active for run in _last(key)):  # a second click: what runs already is shown
            manager().submit(state.experiment(key).spec, workspace=state.workspace(), page=key, once=True)
        state.complain(key, ())
    except KvtError as error:
        state.complain(key, (str(error),))


@st.fragment(run_every=0.5)
def _wait(key: str, told: int) -> None:
    """How much it has found; draws the page anew when that is more than `told`, or when it has ended."""
    from kvt.jobs.server import manager

    active = [run for run in _last(key) if run.status.active]
    if not active or len(history(active[0]).results) != told:
        st.rerun()
    waiting = "waiting for a free slot" if active[0].status.state == "queued" else "running"
    label = f"Stop · {told} found" if told else f"Stop · {waiting}"
    # By a callback: it is called before the rerun above could swallow the click.
    st.button(
        label,
        icon=":material/stop:",
        key=f"{key}/stop",
        on_click=manager().stop,
        args=(active[0].id,),
        width="stretch",
    )


def _last(key: str) -> list[Run]:
    from kvt.jobs.server import manager

    mine = manager().store.of_page(state.workspace(), key)
    return [run for run in mine[:1] if _readable(run)]


def _readable(run: Run) -> bool:
    try:
        return bool(run.spec and run.script)
    except KvtError:
        return False  # its folder was taken away, or is of a kvt that knew other options


def _default(topic: str) -> Experiment:
    return Experiment(parse({"topic": topic}).spec, ())


def _key(page: str, topic: str) -> str:
    return f"{page}:{topic}"
