"""Runs as a zip: `GET kvt/runs.zip?run=<id>&run=…`, or `?all` for all of the workspace that the cookie names.

Sent piece by piece while it is packed, since a workspace may hold more than the server has memory.
"""

import hashlib
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from kvt.errors import RunError
from kvt.runs.archive import stream
from kvt.runs.run import Run
from kvt.runs.store import Store
from kvt.web.workspace import COOKIE, is_token

PATH = "/kvt/runs.zip"
MOST = 100  # ids in one address


def url(ids: Sequence[str]) -> str:
    """Where the zip of these runs is, relative to the app's base; of all runs of the visitor without any."""
    return f"{PATH.removeprefix('/')}?{urlencode([('run', id) for id in ids]) if ids else 'all=1'}"


def route(store: Callable[[], Store]) -> Route:
    def runs_zip(request: Request) -> Response:  # not async: Starlette gives it a thread
        try:
            runs = _asked(store(), request)
        except RunError as error:
            return PlainTextResponse(str(error), status_code=404)
        name = f"kvt-{runs[0].id}.zip" if len(runs) == 1 else f"kvt-{len(runs)}-runs.zip"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            "Content-Encoding": "identity",  # it is packed already
        }
        return StreamingResponse(stream(runs), media_type="application/zip", headers=headers)

    return Route(PATH, runs_zip, methods=["GET"])


def _asked(store: Store, request: Request) -> Sequence[Run]:
    """Raises RunError where one is not there, or none is asked for."""
    ids = list(dict.fromkeys(request.query_params.getlist("run")))
    if len(ids) > MOST:
        raise RunError(f"At most {MOST} runs go into one address: take all of them instead.")
    if ids:
        return [store.get(id) for id in ids]
    token = request.cookies.get(COOKIE)
    everything = "all" in request.query_params and is_token(token)
    runs = store.list(hashlib.sha256(str(token).encode()).hexdigest()[:24]) if everything else []
    if not runs:
        raise RunError("There are no runs to take along.")
    return runs
