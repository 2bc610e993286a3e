"""What a visitor does with runs of their own: pin, tag, delete and undo, take along, bring in."""

from collections.abc import Callable, Sequence
from typing import BinaryIO

import streamlit as st
from pydantic import ValidationError

from kvt.claims.words import count, memory
from kvt.errors import KvtError, RunError
from kvt.runs.run import Run
from kvt.runs.store import Store
from kvt.views import state


def own(run: Run) -> bool:
    """Whether a run is the visitor's: others may be read by their id, and no more."""
    return run.workspace == state.workspace()


def each(page: str, ids: Sequence[str], action: Callable[[Run], None]) -> list[str]:
    """Do it to each of the visitor's runs; the ids of those to which it was done, and a sentence for the others."""
    done, problems = [], []
    for id in ids:
        try:
            run = _store().get(id)
            if not own(run):
                raise RunError("This run is somebody else’s: it can be read, and not changed.")
            action(run)
            done.append(id)
        except KvtError as error:
            problems.append(str(error))
        except ValidationError:
            problems.append("A tag has at most 40 characters, and a note at most 4000.")
        except OSError as error:
            problems.append(f"It could not be written to the disk ({error.strerror or error}): free space.")
    state.complain(page, tuple(dict.fromkeys(problems)))
    return done


def pin(page: str, ids: Sequence[str], pinned: bool) -> None:
    """Keep runs from being removed to make room, or let them go again."""

    def change(run: Run) -> None:
        if pinned and not run.notes.pinned:
            _check_room_for_pins(run)
        run.notes.but(pinned=pinned).write(run.notes_path)

    each(page, ids, change)


def tag(page: str, ids: Sequence[str], tags: Sequence[str], note: str | None = None) -> None:
    """Give runs these tags beside their own; of a single run `tags` are all that it has, and `note` its note."""

    def change(run: Run) -> None:
        notes = run.notes
        changed = notes.but(tags=tags, note=note) if note is not None else notes.but(tags=(*notes.tags, *tags))
        changed.write(run.notes_path)

    each(page, ids, change)


def delete(page: str, ids: Sequence[str]) -> None:
    state.hold(page, "deleted", each(page, ids, lambda run: _store().delete(run)))


def restore(page: str, ids: Sequence[str]) -> None:
    """Undo deletions."""
    problems = []
    for id in ids:
        try:
            _store().restore(state.workspace(), id)
        except RunError as error:
            problems.append(str(error))
    state.complain(page, tuple(dict.fromkeys(problems)))
    state.hold(page, "deleted", None)


def empty_trash(page: str) -> None:
    _store().empty_trash(state.workspace())
    state.hold(page, "deleted", None)


def again(page: str, id: str) -> str | None:
    """Run the same spec anew, with the script that kvt writes for it today; the new run's id, or None if refused."""
    from kvt.jobs.server import manager

    try:
        run = _store().get(id)
        where = {"workspace": state.workspace(), "page": run.about.page, "once": True}
        return manager().submit(run.spec, files=run.given(), **where).id
    except (KvtError, OSError) as error:
        state.complain(page, (str(error),))
        return None


def bring(page: str, file_id: str, source: BinaryIO) -> None:
    """Take the runs of an uploaded zip in, once; what came of it is said on the page."""
    if state.taken(page) == file_id:
        return
    from kvt.jobs.server import manager
    from kvt.runs.intake import take_in

    state.take(page, file_id)
    store, workspace = _store(), state.workspace()
    room = manager().limits.kept_bytes - sum(row.size for row in store.index.rows(workspace))
    try:
        with st.spinner("The zip is checked and unpacked …"):
            taken = take_in(store, source, workspace=workspace, room=room)
    except RunError as error:
        state.complain(page, (str(error),))
        state.hold(page, "brought", None)
        return
    state.complain(page, tuple(taken.refused))
    state.hold(page, "brought", f"{count(len(taken.runs), 'run')} brought in." if taken.runs else None)


def _check_room_for_pins(run: Run) -> None:
    """Half of the workspace's room at most, so that new runs always find some."""
    from kvt.jobs.server import manager

    most = manager().limits.kept_bytes // 2
    pinned = sum(row.size for row in _store().index.rows(run.workspace) if row.pinned)
    if pinned + run.size() > most:
        raise RunError(f"Pinned runs may take {memory(most)}, half of your room: unpin or delete others first.")


def _store() -> Store:
    from kvt.jobs.server import manager

    return manager().store
