"""The button that starts a sweep; while one goes on, its progress, Pause and Stop in the button's place."""

import streamlit as st

from kvt.claims.words import count, duration
from kvt.errors import KvtError, RunError
from kvt.sweeps.progress import Progress
from kvt.sweeps.sweep import Sweep
from kvt.views import state
from kvt.views.experiment import Experiment, on_route
from kvt.views.owners import plain
from kvt.views.presets import Preset
from kvt.views.sweep_choose import choose_fields
from kvt.views.table_upload import table_path

SHARES = [2, 7]


def open_sweeps(page: str, first: Preset) -> None:
    """Open the page at its address. One that names a sweep and nothing else brings the sweep's settings."""
    opened = state.open_page(page, first.experiment, beside=("sweep", "trial"))
    id = state.aside(page, "sweep")
    if id and state.race(page) != id:
        state.show_race(page, id)
        try:
            if opened == first.experiment:
                _take_settings(page, _conductor().get(id))
        except RunError:
            pass  # told where it is looked for


def shown_sweep(page: str) -> Sweep | None:
    """The sweep that the page shows: the one in its address, else the one that goes on, else the last one like it."""
    conductor = _conductor()
    if id := state.aside(page, "sweep"):
        try:
            return conductor.get(id)
        except RunError as error:
            state.put_aside(page, "sweep", "")
            state.complain(page, (str(error),))
    mine = conductor.sweeps(state.workspace())
    chosen = state.experiment(page)
    going = [sweep for sweep in mine if conductor.standing(sweep).active]
    same = [sweep for sweep in mine if (sweep.plan.base, sweep.plan.search) == (chosen.base, chosen.search)]
    found = next(iter([*going, *same]), None)
    if found is not None:
        show(page, found, settings=found in going)
    return found


def show(page: str, sweep: Sweep, *, settings: bool = True) -> None:
    """Make `sweep` the one that the page shows, and its settings the page's."""
    state.put_aside(page, "sweep", sweep.id)
    state.put_aside(page, "trial", "")
    state.show_race(page, sweep.id)
    if settings:
        _take_settings(page, sweep)


def control(page: str, sweep: Sweep | None) -> bool:
    """The one primary button, and which fields to search; while a sweep of the visitor's goes on, how far it is.

    Whether one goes on.
    """
    conductor = _conductor()
    if sweep is not None and sweep.workspace == state.workspace() and conductor.standing(sweep).active:
        found = conductor.progress(sweep)
        _progress(page, sweep, found.ended, found.standing.state)
        return True
    button, fields = st.columns(SHARES, vertical_alignment="center")
    button.button(
        "Search again" if sweep else "Search",
        type="primary",
        icon=":material/travel_explore:",
        key=f"{page}/search_button",
        disabled=bool(state.experiment(page).clashes()),
        width="stretch",
        on_click=start,
        args=(page,),
    )
    with fields:
        choose_fields(page)
    return False


def start(page: str) -> None:
    """Start the page's sweep and show it; what forbids it becomes a sentence on the page."""
    chosen = state.experiment(page)
    conductor = _conductor()
    mine = conductor.sweeps(state.workspace())
    # Again means other points, not the same ones.
    seed = sum((sweep.plan.base, sweep.plan.search) == (chosen.base, chosen.search) for sweep in mine)
    try:
        data = table_path(chosen.spec)
        sweep = conductor.start(chosen.search, chosen.base, workspace=state.workspace(), data=data, seed=seed)
    except KvtError as error:
        state.complain(page, (str(error),))
        return
    state.complain(page, ())
    show(page, sweep, settings=False)


def earlier(page: str, shown: Sweep | None) -> None:
    """The workspace's sweeps, each one click away."""
    conductor = _conductor()
    mine = conductor.sweeps(state.workspace())
    others = [sweep for sweep in mine if shown is None or sweep.id != shown.id]
    if not others:
        return
    with st.expander(f"{count(len(others), 'earlier sweep')} of yours", icon=":material/history:"):
        for sweep in others:
            found = conductor.progress(sweep)
            best = f"{found.measured} {found.best.value:.4g}" if found.best else "nothing found"
            fields = ", ".join(dimension.path.rpartition(".")[2] for dimension in sweep.plan.search.space)
            st.button(
                f"{plain(fields.replace('_', ' '))} on {plain(sweep.plan.base.dataset.title)}: {plain(best)}, "
                f"{count(found.ended, 'trial')}, {found.standing.state}",
                key=f"{page}/earlier/{sweep.id}",
                type="tertiary",
                on_click=show,
                args=(page, sweep),
            )


def _take_settings(page: str, sweep: Sweep) -> None:
    plan = sweep.plan
    spec = on_route(plan.base, state.default(page).spec.route.kind)
    state.choose(page, Experiment(spec, (plan.base.route.kind,), search=plan.search))


@st.fragment(run_every=1.0)
def _progress(page: str, sweep: Sweep, ended: int, was: str) -> None:
    """What goes on, once a second; the whole page again when there is a new figure to show."""
    conductor = _conductor()
    found = conductor.progress(sweep)
    if (found.ended, found.standing.state) != (ended, was):
        st.rerun()
    buttons, bar = st.columns(SHARES, vertical_alignment="center")
    bar.progress(min(1.0, found.ended / max(1, found.planned)), text=words(found))
    with buttons.container(horizontal=True, gap="small"):
        if found.standing.state == "paused":
            st.button(
                "Go on", icon=":material/play_arrow:", key=f"{page}/resume", on_click=conductor.resume, args=(sweep,),
                type="primary", width="stretch",
            )  # fmt: skip
        else:
            st.button(
                "Pause", icon=":material/pause:", key=f"{page}/pause", on_click=conductor.pause, args=(sweep,),
                width="stretch",
            )  # fmt: skip
        st.button(
            "Stop", icon=":material/stop:", key=f"{page}/stop", on_click=conductor.stop, args=(sweep,), width="stretch"
        )


def words(found: Progress) -> str:
    """How far a sweep is, in a line."""
    done = f"**{found.ended} of {found.planned} trials**"
    if found.standing.state == "paused":
        running = sum(trial.state == "running" for trial in found.trials)
        begun = f"{count(running, 'trial')} that had begun will end or begin again." if running else ""
        return " ".join(filter(None, (f"{done} · paused.", plain(found.standing.reason), begun)))
    if found.seconds_left is None:
        return f"{done} · the first ones run"
    return f"{done} · about {duration(max(1.0, found.seconds_left))} left"


def _conductor():  # type: ignore[no-untyped-def]
    from kvt.sweeps.server import conductor

    return conductor()
