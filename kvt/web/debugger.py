"""`/kvt/debugger/<token>/`: Debugger V2 on this port, handed on from its child. Whoever has the link sees it."""

import http.client
from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

PATH = "/kvt/debugger"
ASKED = ("accept", "accept-encoding", "if-none-match")  # what of a request the child needs to know
TOLD = (
    "content-type",
    "content-encoding",
    "content-security-policy",
    "cache-control",
    "etag",
    "vary",
    "x-content-type-options",
)
GONE = "There is no such debugger, or it was closed: open it from the page again."
# What TensorBoard's page posts, whatever its server can do.
HYPERPARAMETERS = tuple(
    f"experiment/{{experiment}}/data/plugin/hparams/{what}" for what in ("experiment", "session_groups")
)
PATIENCE = 30.0  # seconds


def url(token: str) -> str:
    """Where a dump's Debugger V2 is, relative to the app's base."""
    return f"{PATH.removeprefix('/')}/{token}/#debugger-v2"


def routes(port: Callable[[str], int | None]) -> list[Route]:
    """The routes; `port` gives where the child of a token serves, None where there is none."""

    def hand_on(request: Request) -> Response:  # not async: Starlette gives it a thread, in which it may wait
        token, rest = request.path_params["token"], request.path_params.get("rest")
        there = port(token)
        if there is None:
            return PlainTextResponse(GONE, 404)
        if rest is None:
            return RedirectResponse(f"{token}/", 307)  # relative, since the app may lie below a prefix
        headers = {name: request.headers[name] for name in ASKED if name in request.headers}
        target = f"/{quote(rest)}" + (f"?{request.url.query}" if request.url.query else "")
        try:
            return _answer(there, target, headers)
        except (OSError, http.client.HTTPException):
            return PlainTextResponse("The debugger’s process has ended: open it from the page again.", 502)

    def no_hyperparameters(request: Request) -> Response:
        # TensorBoard's page asks before it knows that its server has none, and takes any refusal for an error.
        if port(request.path_params["token"]) is None:
            return PlainTextResponse(GONE, 404)
        return JSONResponse({"hparamInfos": [], "sessionGroups": []})

    return [
        *(Route(f"{PATH}/{{token}}/{rest}", no_hyperparameters, methods=["POST"]) for rest in HYPERPARAMETERS),
        Route(f"{PATH}/{{token}}", hand_on, methods=["GET"]),
        Route(f"{PATH}/{{token}}/{{rest:path}}", hand_on, methods=["GET"]),
    ]


def _answer(port: int, target: str, headers: dict[str, str]) -> Response:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        told = {name: value for name in TOLD if (value := answer.getheader(name)) is not None}
        told.setdefault("content-encoding", "identity")  # it is compressed where that pays
        return Response(answer.read(), answer.status, told)
    finally:
        connection.close()
