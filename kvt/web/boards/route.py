"""`/tensorboard/<token>/`: TensorBoard over one workspace's runs. Whoever has the link may look; nobody guesses it."""

import asyncio
import ctypes
import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from a2wsgi import WSGIMiddleware
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kvt.runs.run import Run
from kvt.runs.store import Store
from kvt.web.boards import names, tokens
from kvt.web.boards.shelf import IDLE, Shelf

PATH = "/tensorboard"
THREADS = 4  # of all boards together: a slow request keeps a few others waiting, and never a page
LARGEST = 1024 * 1024  # bytes that a request may bring along


def url(workspace: str, home: Path, race: Run | None = None, *, exactly: Sequence[str] = ()) -> str:
    """Where a workspace's TensorBoard is, relative to the app's base.

    It opens on the runs of one race, if one is given, or on those of `exactly` these names.
    """
    wanted = names.exactly(exactly) if exactly else names.race_filter(race) if race else ""
    chosen = f"&runFilter={quote(wanted, safe='')}" if wanted else ""
    return f"{PATH.removeprefix('/')}/{tokens.token(workspace, home)}/?smoothing=0{chosen}#timeseries"


class Boards:
    """The ASGI application: who may see what, and TensorBoard behind it in threads of its own."""

    def __init__(self, store: Callable[[], Store], home: Callable[[], Path]) -> None:
        self._store, self._home = store, home
        self.shelf: Shelf[Any] = Shelf(self._board)
        self._tensorboard: ASGIApp | None = None
        self._tidying: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        # An instance, not a function: Starlette then takes it for an application of its own.
        return [Route(f"{PATH}/{{token}}", self), Route(f"{PATH}/{{token}}/{{rest:path}}", self)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = scope["path_params"]["token"]
        workspace = tokens.workspace(token, self._home())
        if workspace is None:
            await PlainTextResponse("There is no such TensorBoard: open it from the page again.", 404)(
                scope, receive, send
            )
            return
        if "rest" not in scope["path_params"]:
            query = scope["query_string"].decode("latin-1")
            # Relative, since the app may lie below a prefix that only the proxy knows.
            await RedirectResponse(f"{token}/" + (f"?{query}" if query else ""), 307)(scope, receive, send)
            return
        if refusal := _refusal(scope):
            await refusal(scope, receive, send)
            return
        if self._tensorboard is None:
            self._tensorboard = WSGIMiddleware(self._answer, workers=THREADS)
        if self._tidying is None or self._tidying.done():
            self._tidying = asyncio.create_task(self._tidy())
        root, _, rest = scope["path"].partition(f"/{token}/")
        inner = {**scope, "root_path": f"{root}/{token}", "path": f"{root}/{token}/{rest}", "kvt.workspace": workspace}
        await self._tensorboard(inner, receive, _private(send))

    def close(self) -> None:
        """Let go of every board and of the threads."""
        if self._tidying is not None:
            self._tidying.cancel()
        if self._tensorboard is not None:
            self._tensorboard.executor.shutdown(wait=False, cancel_futures=True)
            self._tensorboard = None
        self.shelf.clear()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.shelf.get(environ["asgi.scope"]["kvt.workspace"])(environ, start_response)

    def _board(self, workspace: str) -> Any:
        from kvt.web.boards.board import Board  # TensorBoard is loaded by the first visitor who wants it

        return Board(lambda: names.folders(self._store().list(workspace)))

    async def _tidy(self) -> None:
        """Close idle boards, as long as any is open."""
        while True:
            await asyncio.sleep(IDLE / 4)
            if await run_in_threadpool(self.shelf.tidy):
                await run_in_threadpool(_give_back)
            if not len(self.shelf):
                return


def _give_back() -> None:
    """Hand memory that is not needed any more to the system: glibc keeps it unless it is asked."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError, TypeError):
        pass  # not glibc


def _refusal(scope: Scope) -> PlainTextResponse | None:
    """TensorBoard reads, and takes short questions alone."""
    if scope["method"] not in ("GET", "HEAD", "POST"):
        return PlainTextResponse("TensorBoard only reads.", 405)
    length = Headers(scope=scope).get("content-length", "0" if scope["method"] != "POST" else "")
    if not (length.isascii() and length.isdigit()):
        return PlainTextResponse("Say how long the question is.", 411)
    return PlainTextResponse("The question is too long.", 413) if int(length) > LARGEST else None


def _private(send: Send) -> Send:
    """The link is the permission: no other site is to learn it, and no proxy to keep what it shows."""

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Referrer-Policy"] = "no-referrer"
            if "max-age" not in headers.get("Cache-Control", ""):  # which only what all boards share has
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_private
