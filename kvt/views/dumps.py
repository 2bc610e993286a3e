"""Dumps that nobody has read: of runs that were killed or stopped before they came to it. One click reads one."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kvt.errors import KvtError
from kvt.runs.run import Run
from kvt.spec import parse, titles
from kvt.views import state
from kvt.views.debugger_v2 import draw_debugger_v2
from kvt.views.experiment import Experiment
from kvt.views.outcomes import history
from kvt.views.post_mortem import draw_post_mortem, find_post_mortem
from kvt.views.topic import draw_topic, start_topic, topic_runs

MOST = 5  # of the latest dumps are offered


def draw_dumps(page: str) -> None:
    """The visitor's dumps without a post-mortem, and the one that was read last."""
    reading = topic_runs(page, "dump")
    unread = unread_dumps()
    if not unread and not reading:
        st.caption("Every dump of your runs was read by its own script. One of a run that was killed would stand here.")
        return
    for run in unread:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/folder: {_name(run)}, {run.status.state}")
            busy = any(other.status.active for other in reading)
            st.button("Read this dump", key=f"{page}/read/{run.id}", on_click=_read, args=(page, run.id), disabled=busy)
    if reading:
        draw_topic(page, "dump", in_row=())
    for run in reading:
        if (found := find_post_mortem(history(run).results)) is not None:
            _draw(page, found)


def unread_dumps() -> list[Run]:
    """Runs of this visitor that have ended and left a dump, but no post-mortem."""
    from kvt.jobs.server import manager

    ended = [run for run in manager().store.list(state.workspace()) if not run.status.active and run.dump_path.is_dir()]
    return [run for run in ended if find_post_mortem(history(run).results) is None][:MOST]


def _draw(page: str, found: Mapping[str, Any]) -> None:
    from kvt.jobs.server import manager

    try:
        run = manager().store.get(found["run"])
        st.markdown(f"**{_name(run)}**")
        draw_post_mortem(found, run.script, *_kept(run))
        draw_debugger_v2(f"{page}/read", run)
    except KvtError as error:
        st.warning(str(error), icon=":material/folder_off:")


def _read(page: str, run_id: str) -> None:
    state.choose(f"{page}:dump", Experiment(parse({"topic": "dump", "topic.dumped": run_id}).spec, ()))
    start_topic(page, "dump")


def _kept(run: Run) -> tuple[str, int]:
    """What the dump of a run keeps of a tensor, and how many events."""
    part = run.spec.topic if run.spec.topic.kind == "broken" else run.spec.engine.debugger
    return getattr(part, "mode", "FULL_HEALTH"), getattr(part, "buffer", 0)


def _name(run: Run) -> str:
    spec = run.spec
    kind = spec.topic.kind
    return spec.route.title if kind == "train" else titles("topic")[kind]
