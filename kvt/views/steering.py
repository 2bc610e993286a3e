"""A run that is steered while it trains: pause, play, one step, another learning rate; and repeated afterwards."""

from collections.abc import Sequence

import streamlit as st

from kvt.claims import Outcome
from kvt.claims.difference import loss_difference
from kvt.claims.words import equality
from kvt.errors import KvtError
from kvt.runs.commands import Command, send, sent
from kvt.runs.run import Run
from kvt.spec import Spec, parse
from kvt.views import state
from kvt.views.live import live
from kvt.views.outcomes import outcomes
from kvt.views.owners import plain
from kvt.views.trouble import say_trouble

WAYS = {"tape_graph": ":blue[loop by hand]", "keras_fit": ":orange[fit, by a callback]"}
RATES = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
SETTINGS = {"topic": "steering", "dataset.samples": "500", "training.epochs": "80", "training.optimizer": "sgd"}
WORDS = {"pause": "paused", "play": "on again", "step": "one step"}


def draw_steering(page: str) -> None:
    """The way and the button; while it runs, what steers it; the live chart; and afterwards the same run repeated."""
    runs = _last(page)
    active = [run for run in runs if run.status.active]
    if active:
        _controls(page, active[0])
    else:
        _begin(page, runs)
    for problem in state.problems(_key(page)):
        st.warning(plain(problem), icon=":material/edit_off:")
    repeated = _repeated(page, runs)
    if live([*runs, *repeated], key=f"{page}/steering"):
        st.rerun()
    found = outcomes(runs)
    say_trouble(runs, found)
    if found:
        _draw_commands(found[0])
    if runs and not active:
        _repeat(page, runs[0], found[0], repeated)


def spec_of(route: str) -> Spec:
    """What is steered, by this route."""
    return parse(SETTINGS | {"route": route}).spec


def replay_of(run: Run, outcome: Outcome) -> list[Spec]:
    """The same training without anybody who steers: by each way, its learning rates changed at the recorded steps."""
    rates = tuple((one["step"], one["rate"]) for one in controls(outcome) if one["do"] == "rate")
    topic = run.spec.topic.model_copy(update={"replayed": True, "rates": rates})
    return [spec_of(route).model_copy(update={"topic": topic}) for route in WAYS]


def controls(outcome: Outcome) -> list[dict]:
    """What a run obeyed, and before which step, in this order."""
    return [dict(one) for one in outcome.history.results if one.get("name") == "control"]


def _begin(page: str, runs: Sequence[Run]) -> None:
    button, way = st.columns([2, 7], vertical_alignment="center")
    with way:
        key = f"{page}/steered"
        route = st.segmented_control(
            "Way",
            list(WAYS),
            format_func=WAYS.get,
            key=state.tell(key, state.kept(key, tuple(WAYS))),
            required=True,
            label_visibility="collapsed",
        )
    button.button(
        "Train again" if runs else "Train it",
        icon=":material/play_arrow:",
        key=f"{page}/steer",
        on_click=_start,
        args=(page, [spec_of(route)]),
        width="stretch",
    )


def _controls(page: str, run: Run) -> None:
    """Every button is a line in the run's folder: what it did is seen on the chart."""
    told = sent(run)
    is_paused = next((one.do in ("pause", "step") for one in reversed(told) if one.do != "rate"), False)
    rate = next((one.rate for one in reversed(told) if one.rate), run.spec.training.optimizer.learning_rate)
    pause, step, stop, slider = st.columns([2, 2, 2, 5], vertical_alignment="bottom")
    word, icon, do = ("Play", "play_arrow", "play") if is_paused else ("Pause", "pause", "pause")
    for column, label, mark, action in ((pause, word, icon, do), (step, "One step", "skip_next", "step")):
        column.button(
            label,
            icon=f":material/{mark}:",
            key=f"{page}/steer/{action if action == 'step' else 'pause'}",
            on_click=_tell,
            args=(page, run, Command(do=action)),
            width="stretch",
        )
    stop.button(
        "Stop", icon=":material/stop:", key=f"{page}/steer/stop", on_click=_stop, args=(page, run), width="stretch"
    )
    key = f"{page}/steer/rate"
    slider.select_slider(
        "Learning rate",
        RATES,
        format_func=lambda value: f"{value:g}",
        key=state.tell(key, min(RATES, key=lambda value: abs(value - rate))),
        on_change=_tell_rate,
        args=(page, run, key),
    )
    _follow(run, len(told))


@st.fragment(run_every=1.0)
def _follow(run: Run, told: int) -> None:
    """Draw the page anew when another tab has told the run something, so that no button says what it was."""
    if len(sent(run)) != told:
        st.rerun()


def _tell_rate(page: str, run: Run, key: str) -> None:
    _tell(page, run, Command(do="rate", rate=state.heard(key)))


def _tell(page: str, run: Run, command: Command) -> None:
    try:
        send(run, command)
        state.complain(_key(page), ())
    except KvtError as error:
        state.complain(_key(page), (str(error),))


def _stop(page: str, run: Run) -> None:
    from kvt.jobs.server import manager

    manager().stop(run.id)


def _start(page: str, specs: Sequence[Spec], race: str = "") -> None:
    from kvt.jobs.server import manager

    try:
        active = [run for run in _last(page) if run.status.active]
        if not active:  # a second click: what runs already is shown
            manager().submit_race(specs, workspace=state.workspace(), page=_key(page, race))
        state.complain(_key(page), ())
    except KvtError as error:
        state.complain(_key(page), (str(error),))


def _draw_commands(outcome: Outcome) -> None:
    told = controls(outcome)
    if told:
        words = [f"step {one['step']} {_words(one)}" for one in told[-12:]]
        st.caption(f"Obeyed{' at last' if len(told) > 12 else ''}: {', '.join(words)}.")


def _words(one: dict) -> str:
    return f"rate {one['rate']:g}" if one["do"] == "rate" else WORDS[one["do"]]


def _repeat(page: str, run: Run, outcome: Outcome, repeated: Sequence[Run]) -> None:
    """Without anybody who steers: both ways, with the learning rates changed at the same steps."""
    if not outcome.history.steps.size:
        return
    button, words = st.columns([2, 7], vertical_alignment="center")
    going = any(one.status.active for one in repeated)
    button.button(
        "Repeat it both ways",
        icon=":material/replay:",
        key=f"{page}/repeat",
        on_click=_start,
        args=(page, replay_of(run, outcome), run.id),
        disabled=going,
        width="stretch",
    )
    gaps = [
        f"{WAYS[other.spec.route.kind]} {equality(apart)}"
        for other in outcomes(repeated)
        if other.completed and (apart := loss_difference(outcome.history, other.history)) is not None
    ]
    if gaps:
        words.markdown(f"The recorded rates at the recorded steps, nobody steering: losses {', '.join(gaps)}.")
    else:
        words.caption("Trains it anew, nobody steering: the recorded learning rates at the recorded steps.")


def _last(page: str) -> list[Run]:
    from kvt.jobs.server import manager

    return _readable(manager().store.of_page(state.workspace(), _key(page))[:1])


def _repeated(page: str, runs: Sequence[Run]) -> list[Run]:
    """The last repetition of the run that is shown."""
    from kvt.jobs.server import manager

    if not runs:
        return []
    found = manager().store.of_page(state.workspace(), _key(page, runs[0].id))
    return _readable([run for run in found if run.about.race == found[0].about.race])


def _readable(runs: Sequence[Run]) -> list[Run]:
    try:
        return [run for run in runs if run.spec and run.script]
    except KvtError:
        return []  # a folder was taken away, or is of a kvt that knew other options


def _key(page: str, of: str = "") -> str:
    return f"{page}:steering:{of}" if of else f"{page}:steering"
