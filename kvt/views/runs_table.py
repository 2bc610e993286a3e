"""The table of runs: thousands of rows that the browser sorts and searches, some of them ticked.

On a phone it has fewer columns, in higher rows: what a run is, and what it came to, are there without any scrolling.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import streamlit as st

from kvt.runs.summary import Summary
from kvt.views import state
from kvt.views.arrow import arrow
from kvt.views.runs_filter import TOGETHER, Group, page_name

TALL = 84  # pixels: a row of a phone's table, with room for four lines
MARKS = {
    "queued": "◷ waits", "running": "▶ runs", "completed": "✓ completed", "stopped": "■ stopped", "failed": "✗ failed",
    "killed": "✗ killed", "lost": "? lost", "damaged": "? damaged",
}  # fmt: skip
# What a phone's table says in its first three columns, and settings that stand in words beside them.
ON_PHONE = {"State", "What", "Route", "Settings", "Val. loss"}
IN_WORDS = {"dataset", "model", "route", "topic"}


class Column(NamedTuple):
    """`config` is one of Streamlit's column types; `value` what stands in a run's cell."""

    title: str
    config: Callable[..., Any]
    options: Mapping[str, Any]
    value: Callable[[Summary], Any]


def draw_runs(
    page: str, rows: Sequence[Summary], progress: Mapping[str, float], *, most: int = 560, narrow: bool = False
) -> list[str]:
    """The table of `rows`, at most `most` pixels high; the ids of those that are ticked.

    `progress` says how far (0 … 1) those are that run. A tick stays with its run, whatever comes or goes around it.
    """
    shift = 60.0 * (st.context.timezone_offset or 0)  # the browser's seconds behind UTC
    columns = _narrow(progress, shift) if narrow else _columns(progress, shift)
    cells = {column.title: [column.value(row) for row in rows] for column in columns}
    shown = [column for column in columns if any(value not in (None, "") for value in cells[column.title])]
    data = arrow({column.title: cells[column.title] for column in shown}, times=("Begun",))
    return _ticked(
        page,
        [row.id for row in rows],
        data,
        {column.title: column.config(column.title, **column.options) for column in shown},
        "Runs",
        min(most, 38 + (TALL if narrow else 35) * len(rows)),
        TALL if narrow else None,
    )


def draw_groups(page: str, key: str, found: Sequence[Group], *, narrow: bool = False) -> list[str]:
    """One row a group; the names of those that are ticked."""
    columns: dict[str, Sequence[Any]] = {
        key: [_group_name(key, group) for group in found],
        "Runs": [len(group.runs) for group in found],
        "Completed": [sum(row.state == "completed" for row in group.runs) for group in found],
        "Best val. loss": [group.best.val_loss if group.best else None for group in found],
        "by": [group.best.way if group.best else None for group in found],
        "Fastest, steps/s": [max((row.speed for row in group.runs if row.speed), default=None) for group in found],
        "Last begun": [
            max(row.created for row in group.runs) - 60.0 * (st.context.timezone_offset or 0) for group in found
        ],
    }
    config = {
        key: st.column_config.TextColumn(key, pinned=not narrow, width=170 if narrow else 300),
        "Best val. loss": st.column_config.NumberColumn("Best val. loss", format="%.4f"),
        "Fastest, steps/s": st.column_config.NumberColumn("Fastest, steps/s", format="%.0f"),
        "Last begun": st.column_config.DatetimeColumn("Last begun", format="D MMM, HH:mm"),
    }
    if narrow:
        columns = {name: columns[name] for name in dict.fromkeys((key, "Best val. loss", "Runs", *columns))}
    data = arrow(columns, times=("Last begun",))
    names = [group.name for group in found]
    return _ticked(page, names, data, config, f"Groups by {key}", "auto", TALL if narrow else None)


def _columns(progress: Mapping[str, float], shift: float) -> list[Column]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    moment = st.column_config.DatetimeColumn
    return [
        Column("State", text, {"width": 110, "pinned": True}, lambda row: _mark(row, progress)),
        Column("What", text, {"width": 230}, lambda row: row.what or row.id),
        Column("Route", text, {"width": 170}, lambda row: row.way),
        Column("Settings", text, {"width": 215, "help": "What differs from the defaults."}, _settings),
        Column("Tags", text, {"width": 120}, lambda row: row.tags.replace(",", ", ")),
        Column("Begun", moment, {"format": "D MMM, HH:mm:ss"}, lambda row: row.created - shift),
        Column("Val. loss", number, {"format": "%.4f"}, lambda row: row.val_loss),
        Column("Val. accuracy", number, {"format": "%.4f"}, lambda row: _of("accuracy", row, row.val_metric)),
        Column("Val. mean error", number, {"format": "%.4f"}, lambda row: _of("mae", row, row.val_metric)),
        Column("Loss", number, {"format": "%.4f", "help": "Mean over the last epoch."}, lambda row: row.loss),
        Column("Steps/s", number, {"format": "%.0f", "help": "Without the first call."}, lambda row: row.speed),
        Column("Took, s", number, {"format": "%.1f", "help": "From start to end."}, lambda row: row.seconds),
        Column("Note", text, {"width": 160}, lambda row: row.note),
        Column("Kept", text, {"width": 90}, lambda row: ", ".join(_words(row))),
        Column("Page", text, {}, page_name),
        Column("MB", number, {"format": "%.2f"}, lambda row: row.size / 1e6),
    ]  # fmt: skip


def _narrow(progress: Mapping[str, float], shift: float) -> list[Column]:
    """The same columns in the order in which a phone's visitor asks for them; what a run is stands in one of them."""
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    first = [
        Column("◷", text, {"width": 46, "help": "Its state."}, lambda row: _sign(row, progress)),
        Column("Run", text, {"width": 170}, _whole_name),
        Column("Val. loss", number, {"format": "%.4f", "width": 76}, lambda row: row.val_loss),
    ]
    return [*first, *(column for column in _columns(progress, shift) if column.title not in ON_PHONE)]


def _mark(row: Summary, progress: Mapping[str, float]) -> str:
    share = progress.get(row.id)
    return f"▶ {share:.0%}" if share and row.state == "running" else MARKS.get(row.state, row.state)


def _sign(row: Summary, progress: Mapping[str, float]) -> str:
    """The mark without its word; of what runs how far it is."""
    return _mark(row, progress).removeprefix("▶ ") if row.id in progress else _mark(row, progress)[:1]


def _settings(row: Summary) -> str:
    return _short(row.settings)


@lru_cache(maxsize=8192)  # settings never change, and the table of thousands is drawn again at each look
def _short(settings: str) -> str:
    """What differs from the defaults, each by the last of its names: the whole path takes the room of its value."""
    told = (word.partition("=") for word in settings.split())
    return " ".join(f"{path.rpartition('.')[2]}{_equals(value)}" for path, _, value in told if path not in IN_WORDS)


def _equals(value: str) -> str:
    """'=0.363' of '0.36327574…', which a sampler drew."""
    try:
        return f"={float(value):.3g}" if "." in value else f"={value}"
    except ValueError:
        return f"={value}"


def _whole_name(row: Summary) -> str:
    return ", ".join(filter(None, (row.what or row.id, row.way, _settings(row))))


def _of(metric: str, row: Summary, value: float | None) -> float | None:
    return value if row.metric_name == metric else None


def _words(row: Summary) -> list[str]:
    return ["pinned"] * row.pinned + ["imported"] * row.imported


def _group_name(key: str, group: Group) -> str:
    """The id of a race or a sweep says nothing: what it trained does."""
    if key != TOGETHER:
        return group.name
    kind = "Sweep" if group.runs[0].page == "sweeps" else "Race" if len(group.runs) > 1 else "Run"
    return f"{kind} · {' / '.join(dict.fromkeys(row.what for row in group.runs))}"


def _ticked(
    page: str,
    ids: list[str],
    data: Any,
    config: dict[str, Any],
    what: str,
    height: int | str,
    row_height: int | None = None,
) -> list[str]:
    """Streamlit remembers ticks by the row's number: another list of rows is another widget, told which to tick."""
    digest = hashlib.blake2b("\n".join(ids).encode(), digest_size=8).hexdigest()
    before = set(state.held(page, f"ticked/{what}") or ())
    rows = [place for place, id in enumerate(ids) if id in before]
    event = st.dataframe(
        data,
        key=f"{page}/{what}/{digest}",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": rows}},
        column_config=config,
        hide_index=True,
        placeholder="–",
        height=height,
        row_height=row_height,
        alt=what,
    )
    chosen = [ids[row] for row in event.selection.rows if row < len(ids)]
    state.hold(page, f"ticked/{what}", chosen)
    return chosen
