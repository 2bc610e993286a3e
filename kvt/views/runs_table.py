"""The table of runs: thousands of rows that the browser sorts and searches, some of them ticked."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from kvt.runs.summary import Summary
from kvt.views import state
from kvt.views.arrow import arrow
from kvt.views.runs_filter import Group, page_name

MARKS = {
    "queued": "◷ waits", "running": "▶ runs", "completed": "✓ completed", "stopped": "■ stopped", "failed": "✗ failed",
    "killed": "✗ killed", "lost": "? lost", "damaged": "? damaged",
}  # fmt: skip


class Column(NamedTuple):
    """`config` is one of Streamlit's column types; `value` what stands in a run's cell."""

    title: str
    config: Callable[..., Any]
    options: Mapping[str, Any]
    value: Callable[[Summary], Any]


def draw_runs(page: str, rows: Sequence[Summary], progress: Mapping[str, float], height: int | str) -> list[str]:
    """The table of `rows`; the ids of those that are ticked.

    `progress` says how far (0 … 1) those are that run. A tick stays with its run, whatever comes or goes around it.
    """
    columns = _columns(progress, shift=60.0 * (st.context.timezone_offset or 0))
    cells = {column.title: [column.value(row) for row in rows] for column in columns}
    shown = [column for column in columns if any(value not in (None, "") for value in cells[column.title])]
    data = arrow({column.title: cells[column.title] for column in shown}, times=("Begun",))
    return _ticked(
        page,
        [row.id for row in rows],
        data,
        {column.title: column.config(column.title, **column.options) for column in shown},
        "Runs",
        height,
    )


def draw_groups(page: str, key: str, found: Sequence[Group]) -> list[str]:
    """One row a group; the names of those that are ticked."""
    columns = {
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
        key: st.column_config.TextColumn(key, pinned=True, width=260),
        "Best val. loss": st.column_config.NumberColumn("Best val. loss", format="%.4f"),
        "Fastest, steps/s": st.column_config.NumberColumn("Fastest, steps/s", format="%.0f"),
        "Last begun": st.column_config.DatetimeColumn("Last begun", format="D MMM, HH:mm"),
    }
    data = arrow(columns, times=("Last begun",))
    return _ticked(page, [group.name for group in found], data, config, f"Groups by {key}", "auto")


def _columns(progress: Mapping[str, float], shift: float) -> list[Column]:
    """`shift` is the browser's seconds behind UTC."""
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    moment = st.column_config.DatetimeColumn
    return [
        Column("State", text, {"width": 110, "pinned": True}, lambda row: _mark(row, progress)),
        Column("What", text, {"width": 230}, lambda row: row.what or row.id),
        Column("Route", text, {"width": 170}, lambda row: row.way),
        Column("Begun", moment, {"format": "D MMM, HH:mm:ss"}, lambda row: row.created - shift),
        Column("Val. loss", number, {"format": "%.4f"}, lambda row: row.val_loss),
        Column("Val. accuracy", number, {"format": "%.4f"}, lambda row: _of("accuracy", row, row.val_metric)),
        Column("Val. mean error", number, {"format": "%.4f"}, lambda row: _of("mae", row, row.val_metric)),
        Column("Loss", number, {"format": "%.4f", "help": "Mean over the last epoch."}, lambda row: row.loss),
        Column("Steps/s", number, {"format": "%.0f", "help": "Without the first call."}, lambda row: row.speed),
        Column("Took, s", number, {"format": "%.1f", "help": "From start to end."}, lambda row: row.seconds),
        Column("Tags", text, {"width": 120}, lambda row: row.tags.replace(",", ", ")),
        Column("Note", text, {"width": 160}, lambda row: row.note),
        Column("Kept", text, {"width": 90}, lambda row: ", ".join(_words(row))),
        Column("Page", text, {}, page_name),
        Column("MB", number, {"format": "%.2f"}, lambda row: row.size / 1e6),
        Column("Settings", text, {"width": 300, "help": "What differs from the defaults."}, lambda row: row.settings),
    ]  # fmt: skip


def _mark(row: Summary, progress: Mapping[str, float]) -> str:
    share = progress.get(row.id)
    return f"▶ {share:.0%}" if share and row.state == "running" else MARKS.get(row.state, row.state)


def _of(metric: str, row: Summary, value: float | None) -> float | None:
    return value if row.metric_name == metric else None


def _words(row: Summary) -> list[str]:
    return ["pinned"] * row.pinned + ["imported"] * row.imported


def _group_name(key: str, group: Group) -> str:
    """A race's id says nothing: what it trained does."""
    if key != "Race":
        return group.name
    return " / ".join(dict.fromkeys(row.what for row in group.runs))


def _ticked(page: str, ids: list[str], data: Any, config: dict[str, Any], what: str, height: int | str) -> list[str]:
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
        alt=what,
    )
    chosen = [ids[row] for row in event.selection.rows if row < len(ids)]
    state.hold(page, f"ticked/{what}", chosen)
    return chosen
