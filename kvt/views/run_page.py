"""One run on its own page: what came of it, its curves, and all that lies in its folder."""

import streamlit as st

from kvt.claims.words import duration, rate
from kvt.errors import KvtError, RunError
from kvt.runs.run import Run
from kvt.runs.summary import DAMAGE, Summary
from kvt.spec import labels, parse
from kvt.views import outcomes, state
from kvt.views.compare_choose import moment
from kvt.views.going_on import before, say_where_it_began
from kvt.views.live import live
from kvt.views.owners import plain
from kvt.views.run_actions import draw_actions
from kvt.views.run_parts import PARTS, draw_found
from kvt.views.runs_actions import own
from kvt.views.trouble import say_trouble
from kvt.views.verdicts import Tile, draw_tiles


def draw_run(page: str) -> None:
    """The run that the address names, of whatever workspace: who knows the id may read it."""
    from kvt.jobs.server import manager

    try:
        run = manager().store.get(state.parameter("id"))
    except RunError as error:
        st.title("No such run", anchor=False)
        st.info(f"{plain(str(error))}", icon=":material/search_off:")
        st.page_link("runs.py", label="Your runs", icon=":material/history:")
        return
    try:
        found = outcomes.outcomes([run])
    except KvtError as error:
        _damaged(page, run, str(error))
        return
    row = Summary.of(run) if not run.status.active else None
    name = row.what if row else Summary.of(run).what
    st.title(plain(f"{name} · {run.spec.route.title}" if run.spec.topic.kind == "train" else name), anchor=False)
    _badges(run)
    draw_actions(page, run)
    for problem in state.problems(page):
        st.warning(plain(problem), icon=":material/block:")
    if row and run.spec.topic.kind == "train":
        draw_tiles(_tiles(row))
    if run.spec.topic.kind == "train":
        earlier = before(run)
        say_where_it_began(run, earlier)
        if live([*earlier, run], key=f"{page}/live/{run.id}"):
            st.rerun()
    elif run.status.active:
        _wait(run.id, len(found[0].history.results))
    say_trouble([run], found)
    draw_found(found[0].history)
    _parts(page, run)


def _parts(page: str, run: Run) -> None:
    """One of the parts at a time: what nobody opened is not read."""
    parts = [name for name, part in PARTS.items() if part.is_there(run)]
    name = st.segmented_control(
        "Part of the run",
        parts,
        key=state.tell(f"{page}/part", state.kept(f"{page}/part", parts)),
        required=True,
        label_visibility="collapsed",
    )
    PARTS[name if name in parts else parts[0]].draw(page, run)


def _badges(run: Run) -> None:
    words = [f":gray-badge[{run.status.state}]"]
    if run.about.imported:
        words.append(":violet-badge[:material/upload: imported]")
    words += [f":blue-badge[{plain(tag)}]" for tag in run.notes.tags]
    if run.notes.pinned:
        words.append(":gray-badge[:material/keep: pinned]")
    shift = 60.0 * (st.context.timezone_offset or 0)
    words.append(f":gray[{plain(_settings(run))} · {moment(run.about.created, shift)}]")
    st.markdown(" ".join(words))
    if run.notes.note:
        st.markdown(plain(run.notes.note))
    if not own(run):
        st.caption("This run is somebody else’s: whoever has its address may read it, and only they may change it.")


def _settings(run: Run) -> str:
    """What differs from the defaults beyond the title, which is the same of every trial of a sweep."""
    named = {name: getattr(run.spec, name).kind for name in ("topic", "dataset", "model", "route")}
    plain_one = parse(named).spec
    spec = run.spec.model_copy(update={"start": plain_one.start})
    return labels([plain_one, spec])[1] if spec != plain_one else "every setting at its default"


def _tiles(row: Summary) -> list[Tile]:
    metric = "Validation accuracy" if row.metric_name == "accuracy" else "Validation mean error"
    return [
        Tile("Validation loss", _figure(row.val_loss), "at its end", ":material/trending_down:"),
        Tile(metric, _figure(row.val_metric), "at its end", ":material/target:"),
        Tile("Speed", rate(row.speed) if row.speed else "–", "steps a second, first call apart", ":material/speed:"),
        Tile("Took", duration(row.seconds) if row.seconds else "–", "from start to end", ":material/timer:"),
    ]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _damaged(page: str, run: Run, reason: str) -> None:
    st.title("A run that cannot be read", anchor=False)
    st.error(plain(reason), icon=":material/broken_image:")
    draw_actions(page, run)
    _parts(page, run)


@st.fragment(run_every=1.0)
def _wait(id: str, told: int) -> None:
    """The whole page again with each thing that a story finds beyond those `told`."""
    from kvt.jobs.server import manager

    try:
        run = manager().store.get(id)
        found = len(outcomes.history(run).results)
    except DAMAGE:
        st.rerun()
    if not run.status.active or found != told:
        st.rerun()
    st.caption(":material/hourglass_top: It runs …")
