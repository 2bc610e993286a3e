"""The parts of a run's page: its script, its settings, its environment, its log, its files, its TensorBoard."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import streamlit as st

from kvt.claims.words import count, duration
from kvt.errors import KvtError
from kvt.runs.facts import Start
from kvt.runs.history import History
from kvt.runs.run import Run, files
from kvt.spec import OWNERS, Owner, knobs
from kvt.spec.labels import shown
from kvt.views import outcomes
from kvt.views.owners import mark, plain, words
from kvt.views.runs_actions import own

LINES = 400  # of the log
MOST_FILES = 200
MOST_FOUND = 40
LONGEST = 4000  # characters of each: of a few million a browser stands still for a minute


class Part(NamedTuple):
    is_there: Callable[[Run], bool]
    draw: Callable[[str, Run], None]


def draw_found(history: History) -> None:
    """What a story told, as it told it."""
    if not history.results:
        return
    st.markdown(f"**What it found**, {count(len(history.results), 'thing')}, as written in events.jsonl:")
    found = (json.dumps(_short(dict(result)), ensure_ascii=False) for result in history.results[:MOST_FOUND])
    lines = [line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in found]
    st.code("\n".join(lines), language="json", wrap_lines=True, height=min(360, 60 + 44 * len(lines)))


def _code(page: str, run: Run) -> None:
    if _has_spec(run) and run.about.imported and _differs(run):
        st.warning(
            "This run was brought in, and its train.py is not what kvt writes for its settings today. Read it before "
            "you run it yourself; kvt never does. “Run again” writes a new one.",
            icon=":material/gpp_maybe:",
        )
    st.code(run.script, language="python", line_numbers=True, height=560)


def _differs(run: Run) -> bool:
    from kvt.script import script

    try:
        return script(run.spec) != run.script
    except KvtError:
        return True


def _settings(page: str, run: Run) -> None:
    """Every knob by its owner; what is not at its default is marked."""
    found = knobs(run.spec)
    changed = sum(not knob.is_default for knob in found)
    st.caption(f"{count(changed, 'setting')} of {len(found)} differ from the defaults: marked by a dot.")
    own_topic = run.spec.topic.kind != "train"
    columns = st.columns(len(OWNERS), gap="medium")
    for column, (owner, title) in zip(columns, OWNERS.items(), strict=True):
        rows = [knob for knob in found if knob.owner == owner and (not own_topic or _of_topic(knob.path))]
        if rows:
            with column:
                _table(owner, title, [(words(knob), shown(knob), not knob.is_default) for knob in rows])


def _of_topic(path: str) -> bool:
    return path.startswith(("topic", "engine"))


def _table(owner: Owner, title: str, rows: list[tuple[str, str, bool]]) -> None:
    lines = [f"| {mark(owner)} {plain(title)} | |", "|:--|:--|"]
    for label, value, changed in rows:
        text = f"**{plain(value)}** :primary[●]" if changed else f":gray[{plain(value)}]"
        lines.append(f"| {plain(label)} | {text} |")
    st.markdown("\n".join(lines))


def _environment(page: str, run: Run) -> None:
    status, start = run.status, outcomes.history(run).start
    rows = {
        "Asked for": _moment(run.about.created),
        "Started": _moment(status.started),
        "Ended": _moment(status.ended),
        "Waited": duration(status.started - status.queued) if status.started and status.queued else None,
        "Process": "a fresh one" if status.fresh else "a copy of one that had TensorFlow loaded",
        "Private memory at its peak": f"{status.peak_memory / 1e6:.0f} MB" if status.peak_memory else None,
        "Exit code": str(status.exit_code) if status.exit_code is not None else None,
        "Came from": run.about.page or None,
        **(_machine(start) if start else {}),
    }
    lines = [f"| {plain(name)} | {plain(str(value)[:200])} |" for name, value in rows.items() if value]
    st.markdown("\n".join(["| | |", "|:--|:--|", *lines]))


def _machine(start: Start) -> dict[str, str | None]:
    versions = {str(name): str(version) for name, version in start.versions.items()}
    return {
        **versions,
        "Devices": ", ".join(map(str, start.devices)),
        "Threads within an operation": str(start.intra_op_threads or "as TensorFlow decides"),
        "Threads between operations": str(start.inter_op_threads or "as TensorFlow decides"),
        "Trained variables": f"{start.parameters:,}".replace(",", " ") if start.parameters else None,
        "Samples": f"{start.train_samples} to train, {start.validation_samples} to validate",
    }


def _log(page: str, run: Run) -> None:
    text = run.log(LINES)
    if text.strip():
        st.code(text, language=None, wrap_lines=True, height=480)
    else:
        st.caption("It printed nothing.")


def _files(page: str, run: Run) -> None:
    found = sorted((path.relative_to(run.folder).as_posix(), path.stat().st_size) for path in files(run.folder))
    lines = ["| File | Size |", "|:--|--:|"]
    lines += [f"| {plain(name)} | {_size(size)} |" for name, size in found[:MOST_FILES]]
    lines.append(f"| **{count(len(found), 'file')}** | **{_size(sum(size for _, size in found))}** |")
    st.markdown("\n".join(lines))


def _board(page: str, run: Run) -> None:
    from kvt.views.boards import draw_board

    draw_board(f"{page}/{run.id}", [run])


def _debugger(page: str, run: Run) -> None:
    from kvt.views.debugger_v2 import draw_debugger_v2

    draw_debugger_v2(page, run)


def _has_dump(run: Run) -> bool:
    return own(run) and not run.status.active and run.dump_path.is_dir()


def _size(size: int) -> str:
    return f"{size} bytes" if size < 1000 else f"{size / 1e3:.1f} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"


def _moment(seconds: float | None) -> str | None:
    """In the browser's time."""
    if seconds is None:
        return None
    shift = 60.0 * (st.context.timezone_offset or 0)
    return datetime.fromtimestamp(seconds - shift, UTC).strftime("%d %B %Y, %H:%M:%S")


def _short(value: Any, depth: int = 4) -> Any:
    """The same with long texts and lists cut: pictures are among them."""
    match value:
        case str() if len(value) > 160:
            return f"{value[:150]}… ({len(value)} characters)"
        case list() if len(value) > 24 or depth == 0:
            return f"({len(value)} values)"
        case list():
            return [_short(item, depth - 1) for item in value]
        case Mapping():
            return {str(key)[:80]: _short(item, depth - 1) for key, item in value.items()} if depth else "…"
    return value


def _has_spec(run: Run) -> bool:
    """Whether it says what it is and where it came from."""
    try:
        return bool(run.spec and run.about)
    except KvtError:
        return False


PARTS: Mapping[str, Part] = {
    "Code": Part(lambda run: run.script_path.is_file(), _code),
    "Settings": Part(_has_spec, _settings),
    "Environment": Part(_has_spec, _environment),
    "Log": Part(lambda run: True, _log),
    "Files": Part(lambda run: True, _files),
    "TensorBoard": Part(lambda run: own(run) and (run.folder / "tb").is_dir() and _has_spec(run), _board),
    "Debugger": Part(_has_dump, _debugger),
}
