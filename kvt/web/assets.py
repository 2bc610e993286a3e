"""plotly.js for the live chart, from the plotly package itself: sent once to a browser, compressed once a process."""

import gzip
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

PATH = "/kvt/plotly.min.js"


def plotly_url() -> str:
    """Where plotly.js is, relative to the app's base; a new version has a new URL, so that it may be kept for ever."""
    return f"{PATH.removeprefix('/')}?v={version('plotly')}"


def route() -> Route:
    return Route(PATH, plotly_js, methods=["GET"])


def plotly_js(request: Request) -> Response:  # not async: Starlette gives it a thread, where compressing blocks nobody
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(_source(), media_type="text/javascript", headers=headers)
    return Response(_compressed(), media_type="text/javascript", headers=headers | {"Content-Encoding": "gzip"})


def _source() -> Path:
    # find_spec, since importing plotly is not needed to know where it lies.
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("plotly is not installed: run pip install plotly.")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


@cache
def _compressed() -> bytes:
    return gzip.compress(_source().read_bytes(), compresslevel=6, mtime=0)
