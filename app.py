"""The web application: Streamlit's pages and, on the same port, what the live chart asks for. `streamlit run app.py`"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

from kvt.jobs import server
from kvt.runs.run import Run
from kvt.web import assets, feed
from kvt.web.workspace import WorkspaceCookie


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Take up the runs of the server before this one, and leave none behind."""
    await run_in_threadpool(server.manager)
    try:
        yield {}
    finally:
        await run_in_threadpool(server.close)


def find(run_id: str) -> Run:
    return server.manager().store.get(run_id)


app = st.App(
    "pages/index.py",
    routes=[feed.route(find), assets.route()],
    middleware=[Middleware(WorkspaceCookie)],
    lifespan=lifespan,
)
