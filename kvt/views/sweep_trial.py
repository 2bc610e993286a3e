"""One trial of a sweep, the best one or the one that was clicked: its values, its run, its script, and where next."""

from pathlib import Path

import streamlit as st

from kvt.claims.words import count, duration
from kvt.errors import KvtError, RunError
from kvt.figures.sweep_looks import shown
from kvt.runs.run import Run
from kvt.runs.trial import Trial
from kvt.spec import Spec
from kvt.sweeps import space as spaces
from kvt.sweeps.progress import Progress
from kvt.views import experiment as experiments
from kvt.views import state
from kvt.views.experiment import Experiment, on_route
from kvt.views.owners import plain

RUN_PAGE = Path(__file__).parents[2] / "pages" / "run.py"
ROWS = 8  # of the table of the best trials
BOTH = ("keras_fit", "tape_graph")


def draw_trial(page: str, found: Progress) -> None:
    """The chosen trial, the best one where none is; and beside it the best few."""
    number = state.aside(page, "trial")
    chosen = next((trial for trial in found.trials if str(trial.number) == number), None) or found.best
    left, right = st.columns([5, 4], gap="large")
    with left:
        if chosen is None:
            st.markdown("No trial has completed yet.")
        else:
            _trial(page, found, chosen)
    with right:
        _ranking(page, found)


def _trial(page: str, found: Progress, trial: Trial) -> None:
    is_best = found.best is not None and trial.number == found.best.number
    value = "" if trial.value is None else f": {found.measured} {trial.value:.4g}"
    st.subheader(f"{'The best, trial' if is_best else 'Trial'} {trial.number}{value}", anchor=False)
    offered = spaces.searchable(found.plan.base, found.plan.search.space)
    values = [f"| {plain(offered[path].label)} | {plain(shown(v))} |" for path, v in trial.values.items()]
    st.markdown("\n".join(["| field | value |", "|:--|:--|", *values]))
    if trial.reason:
        st.caption(f"{trial.state.capitalize()}. {plain(trial.reason)}")
    runs = [run for id in trial.runs if id and (run := _run(id))]
    took = f" {count(len(trial.runs), 'run')}, {duration(trial.seconds)}." if trial.seconds else ""
    if not runs:
        st.caption(f"Its run is no longer on the disk; what it came to is kept.{took}")
    with st.container(horizontal=True, vertical_alignment="center"):
        for repeat, run in enumerate(runs):
            _open_run(run, "Open its run" if len(runs) == 1 else f"Open run {repeat + 1}")
        _race(spaces.spec_at(found.plan.base, trial.values))
        if runs:
            with st.popover("Its script", icon=":material/code:", type="tertiary"):
                st.code(_script(runs[0]), language="python", line_numbers=True)
            st.download_button(
                "train.py", lambda: _script(runs[0]).encode(), "train.py", "text/x-python",
                icon=":material/download:", on_click="ignore", key=f"{page}/script", type="tertiary",
            )  # fmt: skip


def _ranking(page: str, found: Progress) -> None:
    """The best trials, each one click away: the same as the dots, for those who do not click dots."""
    done = [trial for trial in found.trials if trial.state == "completed" and trial.value is not None]
    done.sort(key=lambda trial: (-(trial.value or 0.0) if found.larger else (trial.value or 0.0), trial.number))
    failed = [trial for trial in found.trials if trial.state == "failed"]
    st.subheader("Best first", anchor=False)
    offered = spaces.searchable(found.plan.base, found.plan.search.space)
    paths = [dimension.path for dimension in found.plan.search.space]
    fields = ", ".join(offered[path].label for path in paths if path in offered)
    st.caption(f"**{found.measured}** · trial: {plain(fields)}")
    with st.container(gap=None):
        for trial in [*done[:ROWS], *failed[-2:]]:
            told = ", ".join(shown(trial.values[path]) if path in trial.values else "–" for path in paths)
            value = "failed" if trial.value is None else f"{trial.value:.4g}"
            st.button(
                f"**{value}** · {trial.number}: {plain(told)}", key=f"{page}/trial/{trial.number}", type="tertiary",
                on_click=state.put_aside, args=(page, "trial", str(trial.number)),
            )  # fmt: skip


def _open_run(run: Run, label: str) -> None:
    if RUN_PAGE.exists():
        st.page_link("run.py", label=label, icon=":material/open_in_new:", query_params={"id": run.id})


def _race(spec: Spec) -> None:
    """The trial's settings on the page that races Keras against TensorFlow."""
    default = Experiment(Spec(), BOTH)
    params = experiments.write(Experiment(on_route(spec, default.spec.route.kind), BOTH), default)
    params["routes"] = ",".join(BOTH)
    st.page_link("differences.py", label="Open in Key differences", icon=":material/balance:", query_params=params)


def _run(id: str) -> Run | None:
    from kvt.jobs.server import manager

    try:
        return manager().store.get(id)
    except RunError:
        return None


def _script(run: Run) -> str:
    try:
        return run.script
    except KvtError as error:
        return f"# {error}"
