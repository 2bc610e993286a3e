"""The one manager of a web server. It lives where Streamlit's hot reload, which drops kvt's modules, does not reach."""

import sys
import threading
import types

from kvt.jobs.executor import LocalExecutor
from kvt.jobs.limits import Limits
from kvt.jobs.lock import Lock
from kvt.jobs.manager import Manager
from kvt.runs.store import Store, home

KEEPER = "_kvt_server"
DELAY = (
    1.5  # seconds that the first page has the processor to itself; a run that comes earlier warms the zygote at once
)


def manager() -> Manager:
    """The process-wide manager, made at the first call: runs of an earlier server recovered, a zygote warming soon.

    Raises JobError when another server uses the same folder.
    """
    keeper = _keeper()
    with keeper.lock:
        if keeper.manager is None:
            file_lock = Lock(home() / "server.lock")
            try:
                made = Manager(Store(), LocalExecutor(), limits=Limits.of_this_machine())
            except BaseException:
                file_lock.release()
                raise
            keeper.file_lock, keeper.manager = file_lock, made
            made.recover()
            keeper.warming = threading.Timer(DELAY, made.executor.warm)
            keeper.warming.daemon = True
            keeper.warming.start()
        return keeper.manager


def close() -> None:
    """Stop what runs and let go; the next `manager()` makes another."""
    keeper = _keeper()
    with keeper.lock:
        if keeper.manager is not None:
            keeper.warming.cancel()
            keeper.manager.close()
            keeper.file_lock.release()
            keeper.manager = keeper.file_lock = None


def _keeper() -> types.ModuleType:
    fresh = types.ModuleType(KEEPER)
    fresh.lock = threading.Lock()  # type: ignore[attr-defined]
    fresh.manager = fresh.file_lock = None  # type: ignore[attr-defined]
    return sys.modules.setdefault(KEEPER, fresh)
