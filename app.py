"""The web application: Streamlit's pages and, on the same port, what the live chart asks for. `streamlit run app.py`"""

import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from kvt.errors import KvtError
from kvt.jobs import server
from kvt.jobs.viewer import viewer
from kvt.runs.run import Run
from kvt.runs.store import home
from kvt.sweeps import server as sweeps
from kvt.web import assets, debugger, feed, runs_zip
from kvt.web.boards.route import Boards
from kvt.web.workspace import WorkspaceCookie

OPEN_FILES = 4096


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Take up the runs and the sweeps of the server before this one, and leave none behind."""
    try:
        await run_in_threadpool(sweeps.conductor)
    except KvtError as error:
        refuse(error)
    take_open_files()
    hang_up = hear_hang_up()
    try:
        yield {}
    finally:
        if hang_up:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        boards.close()
        await run_in_threadpool(viewer().close)
        await run_in_threadpool(sweeps.close)
        await run_in_threadpool(server.close)


def take_open_files() -> None:
    """Let this server have `OPEN_FILES` at once, or what the system gives: macOS begins with 256.

    A tab takes five or so, and three of them until two minutes after it was closed.
    """
    try:
        import resource
    except ImportError:
        return  # Windows counts them in no such way
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    except (OSError, ValueError):
        pass  # then it has to do with what there is


def hear_hang_up() -> bool:
    """Let a closed terminal end the server in good order, as Ctrl-C does, unless nohup told it to stay; whether it may.

    By itself Python would end at once, and leave its runs behind.
    """
    if not hasattr(signal, "SIGHUP") or threading.current_thread() is not threading.main_thread():
        return False
    if signal.getsignal(signal.SIGHUP) != signal.SIG_DFL:
        return False
    signal.signal(signal.SIGHUP, lambda number, frame: signal.raise_signal(signal.SIGTERM))
    return True


def refuse(error: KvtError) -> NoReturn:
    """End a server that cannot begin with its sentence alone: Starlette would print a page of stack before it."""
    print(error, file=sys.stderr, flush=True)
    os._exit(1)  # nothing has begun yet, so nothing is left behind


def find(run_id: str) -> Run:
    return server.manager().store.get(run_id)


boards = Boards(lambda: server.manager().store, home)
app = st.App(
    "pages/index.py",
    routes=[
        feed.route(find),
        assets.route(),
        runs_zip.route(lambda: server.manager().store),
        *boards.routes(),
        *debugger.routes(lambda token: viewer().port(token)),
    ],
    middleware=[Middleware(WorkspaceCookie)],
    lifespan=lifespan,
)
