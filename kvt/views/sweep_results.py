"""What a sweep has found: tiles that answer, the trials as figures, and the best one to take along."""

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from kvt.claims.words import count, duration
from kvt.figures import sweep_contour, sweep_history, sweep_importance, sweep_parallel, sweep_slice
from kvt.figures.sweep_looks import Field
from kvt.runs.run import Run
from kvt.spec import Spec
from kvt.sweeps import space as spaces
from kvt.sweeps.progress import Progress
from kvt.sweeps.search import Search
from kvt.sweeps.study import ENOUGH, counted
from kvt.sweeps.sweep import Sweep
from kvt.views import state
from kvt.views.boards import draw_board
from kvt.views.owners import plain
from kvt.views.plot import is_dark, plot
from kvt.views.sweep_trial import draw_trial
from kvt.views.verdicts import Tile, draw_tiles

SPREAD = 20.0  # times: losses so far apart are drawn on a log axis


def results(page: str, sweep: Sweep | None) -> None:
    """Everything that a sweep has to tell, whether it has begun, is running or has ended."""
    from kvt.sweeps.server import conductor

    if sweep is None:
        draw_tiles(tiles(None, {}, ()))
        return
    found = conductor().progress(sweep)
    importance = conductor().importance(sweep)
    fields = searched(sweep.plan.base, sweep.plan.search)
    _say_state(page, found)
    draw_tiles(tiles(found, importance, fields))
    if not found.ended:
        st.caption("Figures come with the first trial that ends.")
        return
    picked = _figures(page, found, importance, fields)
    if picked is not None and picked.isdigit():
        state.put_aside(page, "trial", picked)
    draw_trial(page, found)
    draw_board(page, _runs(sweep))


def searched(base: Spec, search: Search) -> list[Field]:
    """The searched fields as figures know them."""
    offered = spaces.searchable(base, search.space)
    return [
        Field(dimension.path, offered[dimension.path].label, dimension.log, dimension.choices)
        for dimension in search.space
        if dimension.path in offered
    ]


def tiles(found: Progress | None, importance: dict[str, float], fields: Sequence[Field]) -> list[Tile]:
    """The figures that answer the page's question; before a sweep, what will stand there."""
    return [_best(found), _matters(importance, fields), _tried(found), _took(found)]


def _runs(sweep: Sweep) -> list[Run]:
    from kvt.jobs.server import manager

    return [run for run in manager().store.list(state.workspace()) if run.about.sweep == sweep.plan.id]


def _best(found: Progress | None) -> Tile:
    label, icon = "Best?", ":material/trophy:"
    if found is None or found.best is None or found.best.value is None:
        return Tile(label, "–", "of all trials, at their end", icon)
    note = found.measured
    if found.start is not None and found.start.value is not None:
        same = found.start.number == found.best.number
        note += "; the settings as they stood" if same else f"; {found.start.value:.4g} with the settings as they stood"
    return Tile(label, f"{found.best.value:.4g}", note, icon)


def _matters(importance: dict[str, float], fields: Sequence[Field]) -> Tile:
    label, icon = "What matters most?", ":material/priority_high:"
    shares = sweep_importance.select(importance, fields)
    if len(fields) == 1:
        return Tile(label, "–", "one field alone is searched: add another one to see", icon)
    if not shares:
        return Tile(label, "–", f"known after {ENOUGH} completed trials", icon)
    first = shares[0]
    return Tile(label, first.label, f"{first.share:.0%} of what tells good trials from others (PED-ANOVA)", icon)


def _tried(found: Progress | None) -> Tile:
    label, icon = "How many?", ":material/science:"
    if found is None:
        return Tile(label, "–", "trials: completed, pruned, failed", icon)
    kinds = counted(found.trials)
    names = [f"{kinds[name]} {name}" for name in ("pruned", "failed", "stopped") if kinds[name]]
    note = "; ".join([f"{kinds['completed']} completed", *names])
    return Tile(label, f"{found.ended} of {found.planned}", note, icon)


def _took(found: Progress | None) -> Tile:
    label, icon = "How long?", ":material/timer:"
    ran = sum(trial.seconds for trial in found.trials) if found else 0.0
    if found is None or not found.standing.seconds or not ran:
        return Tile(label, "–", "for all, and how many ran at a time", icon)
    took = found.standing.seconds
    if found.standing.active:
        return Tile(label, duration(took), f"so far; the runs that have ended lasted {duration(ran)}", icon)
    # No factor of speed: a run that has the machine to itself is faster than one beside others.
    note = f"its runs lasted {duration(ran)} together: {ran / took:.1f} ran at a time"
    return Tile(label, duration(took), note, icon)


def _say_state(page: str, found: Progress) -> None:
    standing, plan = found.standing, found.plan
    if not standing.active and standing.state == "stopped":
        st.info(f"This sweep was stopped. {plain(standing.reason)}".strip(), icon=":material/stop_circle:")
    elif standing.reason and standing.state == "completed":
        st.info(plain(standing.reason), icon=":material/timer_off:")
    elif standing.state == "paused" and standing.reason:
        st.warning(f"Paused: {plain(standing.reason)}", icon=":material/pause_circle:")
    failed = [trial for trial in found.trials if trial.state == "failed"]
    if failed:
        reason = Counter(trial.reason for trial in failed).most_common(1)[0][0]
        say = st.error if len(failed) == found.ended else st.warning
        told = f"{count(len(failed), 'trial')} failed, mostly so: {plain(reason)}"
        say(f"{told} What failed is not tried again in this sweep.", icon=":material/warning:")
    chosen = state.experiment(page)
    if (plan.base, plan.search) != (chosen.base, chosen.search):
        st.caption(":material/history: The settings have changed since this sweep: its figures are of those before.")


def _figures(page: str, found: Progress, importance: dict[str, float], fields: Sequence[Field]) -> str | None:
    """One figure at a time, the others are not computed; the number of the trial whose dot was clicked."""
    views: dict[str, Callable[[], str | None]] = {
        "Trial by trial": lambda: _course(page, found),
        "Field by field": lambda: _slices(page, found, fields),
        "All fields": lambda: _parallel(page, found, fields),
        "Two fields": lambda: _pair(page, found, fields),
        "What matters": lambda: _importance(page, found, importance, fields),
    }
    if len(fields) < 2:  # its values are the picture, and nothing matters beside it
        views = {name: views[name] for name in ("Field by field", "Trial by trial")}
    key = state.tell(f"{page}/figure", state.kept(f"{page}/figure", tuple(views)))
    name = st.segmented_control("Figure", list(views), key=key, required=True, label_visibility="collapsed")
    return views[name if name in views else next(iter(views))]()


def _course(page: str, found: Progress) -> str | None:
    course = sweep_history.select(found.trials, found.measured, larger=found.larger)
    figure = sweep_history.draw(course, dark=is_dark(), log=_spread(found))
    return plot(figure, key=f"{page}/course", alt=f"{found.measured} of every trial", revision=found.plan.id)


def _slices(page: str, found: Progress, fields: Sequence[Field]) -> str | None:
    picked = None
    for start in range(0, len(fields), 3):
        row = fields[start : start + 3]
        for column, field in zip(st.columns(len(row)), row, strict=True):
            with column:
                figure = sweep_slice.draw(
                    sweep_slice.select(found.trials, field, found.measured), dark=is_dark(), log=_spread(found)
                )
                alt = f"{found.measured} against {field.label}"
                one = plot(figure, key=f"{page}/slice/{field.path}", alt=alt, revision=found.plan.id)
                picked = one if one is not None else picked
    return picked


def _parallel(page: str, found: Progress, fields: Sequence[Field]) -> None:
    chosen = sweep_parallel.select(found.trials, fields, found.measured)
    figure = sweep_parallel.draw(chosen, larger=found.larger, dark=is_dark())
    alt = "Every completed trial as a line over all fields"
    with st.container(key="kvt-parallel"):
        plot(figure, key=f"{page}/parallel", alt=alt, revision=found.plan.id)
    st.caption("A line a completed trial, the best ones strongest. Draw along an axis to keep only what passes there.")


def _pair(page: str, found: Progress, fields: Sequence[Field]) -> str | None:
    across, up = st.columns(2)
    names = {field.path: field for field in fields}
    paths = tuple(names)
    first = state.tell(f"{page}/across", state.kept(f"{page}/across", paths))
    second = state.tell(f"{page}/up", state.kept(f"{page}/up", paths[1:] + paths[:1]))
    one = across.selectbox("Across", list(paths), key=first, format_func=lambda path: names[path].label)
    other = up.selectbox("Up", list(paths), key=second, format_func=lambda path: names[path].label)
    pair = sweep_contour.select(found.trials, names[one], names[other], found.measured)
    figure = sweep_contour.draw(pair, larger=found.larger, dark=is_dark())
    return plot(figure, key=f"{page}/pair", alt="Trials over two fields", revision=f"{found.plan.id}{one}{other}")


def _importance(page: str, found: Progress, importance: dict[str, float], fields: Sequence[Field]) -> None:
    shares = sweep_importance.select(importance, fields)
    if not shares:
        st.caption(f"Not known yet: it takes {ENOUGH} completed trials, not all alike.")
        return
    plot(sweep_importance.draw(shares, dark=is_dark()), key=f"{page}/importance", alt="Which field matters")
    st.caption(
        "PED-ANOVA: how far the values of the better half of the trials differ from those of all. Of few trials it "
        "is a hint, and a field that hardly varied cannot matter."
    )


def _spread(found: Progress) -> bool:
    """Whether the values want a log axis."""
    values = [trial.value for trial in found.trials if trial.value is not None]
    return bool(values) and min(values) > 0 and max(values) > SPREAD * min(values)
