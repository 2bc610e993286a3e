"""The one conductor of a web server, beside its manager. It lives where Streamlit's hot reload does not reach."""

import sys
import threading
import types

from kvt.jobs import server
from kvt.runs.store import home
from kvt.sweeps.conductor import Conductor

KEEPER = "_kvt_sweeps"


def conductor() -> Conductor:
    """The process-wide conductor, made at the first call: sweeps of an earlier server are taken up again.

    Raises JobError as `kvt.jobs.server.manager` does.
    """
    keeper = _keeper()
    with keeper.lock:
        manager = server.manager()
        if keeper.conductor is None or keeper.conductor.manager is not manager:
            keeper.conductor = Conductor(manager, home() / "sweeps")
            keeper.conductor.recover()
        return keeper.conductor


def close() -> None:
    """Let go of the sweeps: before the manager stops their runs, so that these count as interrupted and begin anew."""
    keeper = _keeper()
    with keeper.lock:
        if keeper.conductor is not None:
            keeper.conductor.close()
            keeper.conductor = None


def _keeper() -> types.ModuleType:
    fresh = types.ModuleType(KEEPER)
    fresh.lock = threading.Lock()  # type: ignore[attr-defined]
    fresh.conductor = None  # type: ignore[attr-defined]
    return sys.modules.setdefault(KEEPER, fresh)
