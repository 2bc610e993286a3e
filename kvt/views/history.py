"""The page of all runs: what there is, which of it is looked at, and what can be done with what is ticked."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin

import streamlit as st

from kvt.claims.words import count, memory
from kvt.errors import RunError
from kvt.runs.summary import Summary
from kvt.views import outcomes, runs_actions, state
from kvt.views.owners import plain
from kvt.views.runs_filter import KEYS, TOGETHER, groups, matching, options
from kvt.views.runs_table import draw_groups, draw_runs
from kvt.views.window import is_narrow
from kvt.web import runs_zip

LIVE = 2.0  # seconds between two looks while something runs
COMPARE = Path(__file__).parents[2] / "pages" / "compare.py"
NO_GROUPS = "Nothing"
WATCHED = 40  # runs whose progress is read at each look
UPLOAD = 200  # MB


def draw_history(page: str) -> None:
    from kvt.jobs.server import manager

    st.title("Your runs", anchor=False)
    store, workspace = manager().store, state.workspace()
    rows = store.index.rows(workspace)
    _say(page)
    has_deleted = bool(state.held(page, "deleted"))
    if has_deleted:
        _trash(page)  # above a table so long that nobody would see the way back below it
    if not rows:
        st.markdown(
            "Nothing yet. Every race and every story that you start is kept here, with its script, its curves and its "
            "model, until you delete it. **Start one** on any page, or bring in what was taken along."
        )
        st.page_link("differences.py", label="Race Keras against TensorFlow", icon=":material/play_arrow:")
        _bring(page)
    else:
        used, room = sum(row.size for row in rows), manager().limits.kept_bytes
        st.caption(
            f"{count(len(rows), 'run')}, {memory(used)} of {memory(room)}. "
            f"Beyond that, or {manager().limits.kept_runs} runs, the oldest go; pinned ones stay."
        )
        words, chosen, group = _filters(rows)
        narrow = is_narrow(page)
        is_live = any(row.active for row in rows)
        st.fragment(run_every=LIVE if is_live else None)(_looks)(page, words, chosen, group, is_live, narrow)
    if not has_deleted:
        _trash(page)


def _looks(
    page: str, words: str, chosen: dict[str, list[str]], group: str, was_live: bool, narrow: bool = False
) -> None:
    """The table, and when the last run has ended the whole page once more, which then looks no further."""
    from kvt.jobs.server import manager

    rows = manager().store.index.rows(state.workspace())
    _table(page, rows, words, chosen, group, narrow)
    # Behind the buttons: a click that comes at this very moment is heard when they are drawn.
    if was_live and not any(row.active for row in rows):
        st.rerun()


def _table(
    page: str, rows: Sequence[Summary], words: str, chosen: dict[str, list[str]], group: str, narrow: bool
) -> None:
    """The bar and the table; of a group's runs, below the groups."""
    found = matching(rows, words, chosen)
    if group != NO_GROUPS:
        together = groups(found, group)
        names = set(draw_groups(page, group, together, narrow=narrow)) if together else set()
        found = [row for part in together if part.name in names for row in part.runs]
        found = list({row.id: row for row in found}.values())
        if not names:
            st.caption(f"Tick a {group.lower()} to see its runs." if together else f"No run has a {group.lower()}.")
            return
    bar = st.container(horizontal=True, vertical_alignment="center", key="kvt-runs-bar")
    if not found:
        st.caption("No run is like that: take a word or a filter away.")
    progress = {row.id: _progress(row.id) for row in [row for row in found if row.state == "running"][:WATCHED]}
    ticked = draw_runs(page, found, progress, narrow=narrow) if found else []
    with bar:
        _bar(page, [row for row in found if row.id in set(ticked)], found, len(rows))


def _bar(page: str, ticked: Sequence[Summary], found: Sequence[Summary], total: int) -> None:
    """What can be done with the ticked runs; without any, with all."""
    ids = [row.id for row in ticked]
    if not ids:
        if found:
            st.markdown(f":gray[{count(len(found), 'run')} shown. Tick some to open, compare, tag or delete them.]")
            _download(page, [row.id for row in found] if len(found) < total else [], "Download all shown")
        _bring(page)
        return
    if len(ids) == 1 and st.button("Open", type="primary", icon=":material/open_in_full:", key=f"{page}/open"):
        st.switch_page("run.py", query_params={"id": ids[0]})
    if COMPARE.exists() and len(ids) > 1:
        kind = "primary"
        if st.button("Compare selected", type=kind, icon=":material/compare_arrows:", key=f"{page}/compare"):
            st.switch_page("compare.py", query_params={"runs": ",".join(ids)})
    all_pinned = all(row.pinned for row in ticked)
    # Not by on_click: that would draw the table anew alone, and not what stands around it.
    if st.button(
        "Unpin" if all_pinned else "Pin",
        icon=":material/keep_off:" if all_pinned else ":material/keep:",
        key=f"{page}/pin",
        help="A pinned run is never removed to make room.",
    ):
        runs_actions.pin(page, ids, not all_pinned)
        st.rerun()
    draw_notes(page, ticked)
    _download(page, ids, "Download")
    going = any(row.active for row in ticked)
    if st.button(
        "Delete",
        icon=":material/delete:",
        key=f"{page}/delete",
        disabled=going,
        help="Stop it first." if going else "It can be had back for a day.",
    ):
        runs_actions.delete(page, ids)
        st.rerun()
    st.markdown(f":gray[{count(len(ids), 'run')} ticked]")


def draw_notes(page: str, rows: Sequence[Summary]) -> None:
    """A small form: tags for several runs, tags and the note of one."""
    one = rows[0] if len(rows) == 1 else None
    with st.popover("Tags and note" if one else "Tag", icon=":material/sell:"):
        key = f"{page}/notes/{rows[0].id if one else len(rows)}"
        with st.form(key, border=False, clear_on_submit=not one):
            tags = st.text_input(
                "Tags, with commas between them", one.tags.replace(",", ", ") if one else "", max_chars=500
            )
            note = st.text_area("Note", one.note, max_chars=4000) if one else None
            if st.form_submit_button("Save", icon=":material/save:"):
                words = [word.strip() for word in tags.split(",") if word.strip()]
                runs_actions.tag(page, [row.id for row in rows], words, note)
                st.rerun()


def _download(page: str, ids: Sequence[str], label: str) -> None:
    """A link, since the zip is sent while it is packed; no ids are all runs."""
    too_many = len(ids) > runs_zip.MOST
    st.link_button(
        label,
        urljoin(st.context.url or "/", runs_zip.url(ids[: runs_zip.MOST])),
        icon=":material/download:",
        key=f"{page}/download",
        disabled=too_many,
        help=f"At most {runs_zip.MOST} at a time, or all there are." if too_many else "A zip with a folder a run.",
    )


def _bring(page: str) -> None:
    with st.popover("Bring in", icon=":material/upload:"):
        uploaded = st.file_uploader(
            "A zip of runs that was downloaded here or elsewhere", type="zip", max_upload_size=UPLOAD, key=f"{page}/zip"
        )
        if uploaded is not None and state.taken(page) != uploaded.file_id:
            runs_actions.bring(page, uploaded.file_id, uploaded)
            st.rerun()


def _filters(rows: Sequence[Summary]) -> tuple[str, dict[str, list[str]], str]:
    """Words, chosen values by key, and what to group by; words and group stand in the address."""
    chosen: dict[str, list[str]] = {}
    with st.container(horizontal=True, vertical_alignment="bottom", key="kvt-runs-filters"):
        words = st.text_input(
            "Search",
            key="search",
            bind="query-params",
            placeholder="digits xla learning_rate=0.1 …",
            icon=":material/search:",
        )
        by = st.selectbox("Group by", [NO_GROUPS, *KEYS], key="group", bind="query-params", width=200)
        more = st.popover("Filter", icon=":material/filter_list:")
    with more:
        for key in KEYS:
            if key != TOGETHER and len(found := options(rows, key)) > 1:
                chosen[key] = st.multiselect(key, found, key=f"runs/filter/{key}", placeholder="any")
    return words, chosen, by


def _say(page: str) -> None:
    """What came of the last click."""
    if problems := state.problems(page):
        shown = [*problems[:5], *([f"{len(problems) - 5} more were refused."] if len(problems) > 5 else [])]
        st.warning("  \n".join(map(plain, shown)), icon=":material/block:")
    if brought := state.held(page, "brought"):
        st.success(brought, icon=":material/upload:")


def _trash(page: str) -> None:
    """What was deleted lately: the last deletion, or all of it, can be had back."""
    from kvt.jobs.server import manager

    trashed = manager().store.trashed(state.workspace())
    if not trashed:
        return
    last = state.held(page, "deleted") or []
    with st.container(horizontal=True, vertical_alignment="center", key="kvt-trash"):
        st.markdown(f":material/delete: {count(len(trashed), 'deleted run')} kept for a day.")
        if last:
            st.button(
                "Undo", icon=":material/undo:", key=f"{page}/undo", on_click=runs_actions.restore, args=(page, last)
            )
        if len(last) < len(trashed):
            ids = [item.id for item in trashed]
            st.button("Have all back", key=f"{page}/restore", on_click=runs_actions.restore, args=(page, ids))
        st.button(
            "Remove for good", key=f"{page}/empty", type="tertiary", on_click=runs_actions.empty_trash, args=(page,)
        )


def _progress(id: str) -> float:
    from kvt.jobs.server import manager

    try:
        return outcomes.history(manager().store.get(id)).progress
    except RunError:
        return 0.0
