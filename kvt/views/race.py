"""The button that starts a race; while one runs, its progress and Stop in the button's place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import streamlit as st

from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.spec import titles
from kvt.views import experiment as experiments
from kvt.views import outcomes, state
from kvt.views.owners import plain
from kvt.views.presets import choose_routes
from kvt.views.table_upload import table_path

# Earlier races that claims are judged by, too.
MOST_EARLIER = 6
# Races among which one with the page's experiment is looked for: a rerun must not read thousands of specs.
MOST_LOOKED_AT = 100
# The button, and what stands beside it.
SHARES = [2, 7]


def shown_runs(page: str) -> list[Run]:
    """The runs that the page shows: of the race it started, or of the workspace's last with the same experiment."""
    from kvt.jobs.server import manager

    if state.asked_to_start(page) and not state.experiment(page).clashes():
        start(page)
    store, workspace = manager().store, state.workspace()
    race_id = state.race(page)
    mine = store.of_page(workspace, page)
    if race_id is None:
        race_id = _same_experiment(page, mine)
        state.show_race(page, race_id)
    shown = [run for run in mine if run.about.race == race_id and _readable(run)]
    return sorted(shown, key=lambda run: run.about.position)


def control(page: str, runs: Sequence[Run], choose: Callable[[str], None] = choose_routes) -> None:
    """The one primary button and who is to race; while a race runs, Stop and its progress in their place."""
    with st.container(key="kvt-control"):
        if any(run.status.active for run in runs):
            _progress(page, [run.id for run in runs], sum(not run.status.active for run in runs))
        else:
            _button(page, runs, choose)


def _button(page: str, runs: Sequence[Run], choose: Callable[[str], None]) -> None:
    button, words = st.columns(SHARES, vertical_alignment="center")
    button.button(
        "Race again" if runs else "Race",
        type="primary",
        icon=":material/play_arrow:",
        key=f"{page}/race_button",
        disabled=bool(state.experiment(page).clashes()),
        width="stretch",
        on_click=start,
        args=(page,),
    )
    with words:
        choose(page)


def say_problems(page: str) -> None:
    """Every reason why a value was not taken, or why this cannot be raced, a sentence each."""
    problems = [plain(sentence) for sentence in state.problems(page)]
    if len(problems) > 5:
        problems = [*problems[:4], f"{len(problems) - 4} more values were not taken."]
    if problems:
        st.warning("  \n".join(problems), icon=":material/edit_off:")
    if reasons := state.experiment(page).clashes():
        st.error("  \n".join(plain(sentence) for sentence in reasons), icon=":material/block:")


def start(page: str) -> None:
    """Start the page's experiment and show it; what forbids it becomes a sentence on the page."""
    from kvt.jobs.server import manager

    try:
        chosen = state.experiment(page)
        runs = manager().submit_race(
            chosen.specs(),
            workspace=state.workspace(),
            page=page,
            files={"data.csv": table_path(chosen.spec)},
            once=True,
        )
    except KvtError as error:
        state.complain(page, (str(error),))
        return
    state.complain(page, ())
    state.show_race(page, runs[0].about.race)


def race_with(page: str, routes: tuple[str, ...]) -> None:
    """Start the page's experiment with these routes added."""
    chosen = state.experiment(page)
    order = tuple(kind for kind in titles("route") if kind in chosen.routes + routes)
    state.choose(page, replace(chosen, routes=order))
    if not state.experiment(page).clashes():
        start(page)


def race_at(page: str, params: Mapping[str, str]) -> None:
    """Make the experiment that a URL's parameters name the page's, and start it."""
    found = experiments.read(params, state.default(page))
    state.choose(page, found.experiment, found.problems)
    if not found.experiment.clashes():
        start(page)


def earlier_runs(page: str, shown: Sequence[Run]) -> list[list[Run]]:
    """The page's last other races, newest first, that ended and were not stopped."""
    from kvt.jobs.server import manager

    here = {run.about.race for run in shown}
    races: dict[str, list[Run]] = {}
    for run in manager().store.of_page(state.workspace(), page):
        if run.about.race not in here:
            races.setdefault(run.about.race, []).append(run)
    # One by one: of thousands only the first few are read.
    ended = (race for race in races.values() if all(run.status.state == "completed" and _readable(run) for run in race))
    return [sorted(race, key=lambda run: run.about.position) for race in islice(ended, MOST_EARLIER)]


@st.fragment(run_every=1.0)
def _progress(page: str, ids: list[str], ended: int) -> None:
    """What goes on, once a second; the whole page again when a route has ended, since it has a new figure to show."""
    from kvt.jobs.server import manager

    store = manager().store
    try:
        runs = [store.get(id) for id in ids]
    except KvtError:
        st.rerun()  # deleted meanwhile
    statuses = [run.status for run in runs]
    if sum(not status.active for status in statuses) != ended:
        st.rerun()
    share, words = _where(runs)
    button, bar = st.columns(SHARES, vertical_alignment="center")
    bar.progress(share, text=words)
    # By a callback: it is called before a rerun above could swallow the click.
    button.button("Stop", icon=":material/stop:", key=f"{page}/stop", on_click=_stop, args=(ids,), width="stretch")


def _stop(ids: Sequence[str]) -> None:
    from kvt.jobs.server import manager

    for run_id in ids:
        try:
            if manager().store.get(run_id).status.active:
                manager().stop(run_id)
        except KvtError:
            continue  # deleted meanwhile


def _readable(run: Run) -> bool:
    try:
        return bool(run.spec and run.script)
    except KvtError:
        return False  # its folder was taken away, or is of a kvt that knew other options


def _where(runs: Sequence[Run]) -> tuple[float, str]:
    """The share of all steps that is done, and a sentence on the route that trains now."""
    shares = [1.0 if not run.status.active else outcomes.history(run).progress for run in runs]
    place = next((index for index, run in enumerate(runs) if run.status.active), len(runs) - 1)
    run, status = runs[place], runs[place].status
    history = outcomes.history(run)
    name = f"**{plain(outcomes.called(runs)[place])}** · {place + 1} of {len(runs)}"
    if status.state == "queued":
        return sum(shares) / len(runs), f"{name} · {_waiting(run)}"
    if history.start is None:
        loading = "TensorFlow is loading, a few seconds" if status.fresh else "starting"
        return sum(shares) / len(runs), f"{name} · {loading}"
    if not history.steps.size:
        return sum(shares) / len(runs), f"{name} · tracing the first step"
    epoch = min(history.start.epochs, (history.steps_done - 1) // history.start.steps_per_epoch + 1)
    return sum(shares) / len(runs), f"{name} · epoch {epoch} of {history.start.epochs}"


def _waiting(run: Run) -> str:
    from kvt.jobs.server import manager

    if manager().warming():
        return "TensorFlow is loading for the first time, a few seconds"
    before = manager().queue_position(run.id)
    return f"waiting for a free slot, {before} before it" if before else "waiting for a free slot"


def _same_experiment(page: str, runs: Sequence[Run]) -> str | None:
    """The id of the newest race whose specs are exactly those of the page's experiment."""
    wanted = state.experiment(page).specs()
    races: dict[str, list[Run]] = {}
    for run in runs:
        races.setdefault(run.about.race, []).append(run)
    for race_id, members in islice(races.items(), MOST_LOOKED_AT):
        race = sorted(members, key=lambda run: run.about.position)
        try:
            if [run.spec for run in race] == wanted:
                return race_id
        except KvtError:
            continue  # written by a kvt that knew other options
    return None
