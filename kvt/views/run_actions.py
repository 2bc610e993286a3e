"""What can be done with one run: back to its page, again, taken along, pinned, tagged, deleted."""

from pathlib import Path
from urllib.parse import urljoin

import streamlit as st

from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.runs.summary import Summary
from kvt.spec import Spec
from kvt.spec.start import Start
from kvt.views import runs_actions, state
from kvt.views.experiment import Experiment, on_route
from kvt.views.going_on import before, draw_going_on
from kvt.views.history import draw_notes
from kvt.views.runs_actions import own
from kvt.web import runs_zip

PAGES = Path(__file__).parents[2] / "pages"
ANY = "differences"  # the page that any training can be opened in


def draw_actions(page: str, run: Run) -> None:
    """One row. Whoever may only read it may open its settings, run them again as their own, and take it along."""
    with st.container(horizontal=True, key="kvt-run-actions"):
        try:
            _settings(page, run)
        except KvtError:
            pass  # damaged: its settings are not known
        st.link_button(
            "Download",
            urljoin(st.context.url or "/", runs_zip.url([run.id])),
            icon=":material/download:",
            help="The whole folder as a zip.",
        )
        if own(run):
            _own(page, run)


def experiment(run: Run) -> tuple[str, Experiment] | None:
    """The page that can show it, and its race as that page held it: the same spec on all the race's routes.

    That of a run that was gone on from is the page of the first run of all, where its epochs are trained in one go.
    A training whose own page holds no experiment (a trial of a sweep, or from a command line) opens where one way of
    training is held against another; a story opens in its own page, or in none.
    """
    page = _origin(run).about.page
    name, _, topic = page.partition(":")
    trains = run.spec.topic.kind == "train"
    if name not in _experiment_pages():
        page, topic = (ANY, "") if trains else ("", "")
    if not page:
        return None
    if topic or not trains:
        return page, Experiment(run.spec, ())
    spec = run.spec.model_copy(update={"start": Start()})
    base = on_route(spec, Spec().route.kind)
    routes = [spec.route.kind]
    if not run.about.imported and page == run.about.page:
        routes = [other.spec.route.kind for other in _race(run) if on_route(other.spec, base.route.kind) == base]
    return page, Experiment(base, tuple(dict.fromkeys(routes)))


def _origin(run: Run) -> Run:
    """The visitor's run that `run` goes on from in the end, as far as the runs between them are there."""
    return next(iter(before(run, most=None)), run)


def _settings(page: str, run: Run) -> None:
    found = experiment(run)
    if found is not None:
        _open(page, run, *found)
    if st.button(
        "Run again",
        icon=":material/replay:",
        key=f"{page}/again",
        help="The same settings, with the script that kvt writes for them now.",
        disabled=run.status.active,
    ) and (id := runs_actions.again(page, run.id)):
        st.switch_page("run.py", query_params={"id": id})
    draw_going_on(page, run)


def _open(page: str, run: Run, where: str, chosen: Experiment) -> None:
    name = where.partition(":")[0]
    known = ANY == name != run.about.page.partition(":")[0]
    if st.button(
        "Open in Key differences" if known else "Open in its page",
        type="primary",
        icon=":material/tune:",
        key=f"{page}/back",
        help="With every knob as it was.",
    ):
        state.choose(where, chosen)
        is_there = own(run) and not run.about.imported and where == run.about.page
        state.show_race(where, run.about.race if is_there else None)
        st.switch_page(f"{name}.py")


def _own(page: str, run: Run) -> None:
    from kvt.jobs.server import manager

    if run.status.active:
        st.button("Stop", icon=":material/stop:", key=f"{page}/stop", on_click=manager().stop, args=(run.id,))
        return
    row = Summary.of(run)
    st.button(
        "Unpin" if row.pinned else "Pin",
        icon=":material/keep_off:" if row.pinned else ":material/keep:",
        key=f"{page}/pin",
        on_click=runs_actions.pin,
        args=(page, [run.id], not row.pinned),
        help="A pinned run is never removed to make room.",
    )
    draw_notes(page, [row])
    if st.button("Delete", icon=":material/delete:", key=f"{page}/delete", help="It can be had back for a day."):
        runs_actions.delete("runs", [run.id])
        st.switch_page("runs.py")


def _experiment_pages() -> set[str]:
    """The pages that hold one experiment each, whose knobs can be put back."""
    return {path.stem for path in PAGES.glob("*.py")} - {"index", "home", "run", "runs", "compare", "sweeps"}


def _race(run: Run) -> list[Run]:
    from kvt.jobs.server import manager

    runs = manager().store.of_page(run.workspace, run.about.page)
    race = [other for other in runs if other.about.race == run.about.race]
    return sorted(race, key=lambda other: other.about.position)
