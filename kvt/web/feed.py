"""The feed: what runs have told since it was last asked, as JSON, for the live chart.

`GET kvt/feed?run=<id>:<offset>&run=…` answers

    {"runs": [{"id", "state", "reason", "offset", "more", "events": […]}]}

with the events after byte `offset`, the offset to ask for next, and whether there is more at once. A run that is not
there has the state "unknown". A poll costs the same however long the run: it seeks, reads what is new, and hands the
lines on as they are, unparsed.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kvt.errors import RunError
from kvt.runs.run import Run
from kvt.runs.tail import LIMIT, Tail, read

PATH = "/kvt/feed"
RUNS = 32  # in one request
BUDGET = 4 * LIMIT  # bytes of events in one answer: what is over comes with the next poll
ASKED = re.compile(r"(?P<id>[A-Za-z0-9_-]{8,40})(?::(?P<offset>[0-9]{1,15}))?", re.ASCII)
HEADERS = {
    "Cache-Control": "no-store",
    # Said to keep Streamlit's gzip away: it would take ten times the CPU of all the rest, for base64.
    "Content-Encoding": "identity",
}


def route(find: Callable[[str], Run]) -> Route:
    """The feed's route. `find` gives the run of an id, or raises RunError."""

    def feed(request: Request) -> Response:  # not async: Starlette gives it a thread, where a slow disk blocks nobody
        asked = request.query_params.getlist("run")[:RUNS]
        return Response(answer(find, asked), media_type="application/json", headers=HEADERS)

    return Route(PATH, feed, methods=["GET"])


def answer(find: Callable[[str], Run], asked: list[str]) -> bytes:
    """The JSON for runs asked for as "<id>:<offset>" (or "<id>", from the beginning)."""
    return b'{"runs":[' + b",".join(_parts(find, asked)) + b"]}"


def _parts(find: Callable[[str], Run], asked: list[str]) -> Iterator[bytes]:
    left = BUDGET
    for text in asked:
        try:
            run, offset = _asked(find, text)
        except RunError as error:
            yield _json({"id": text.partition(":")[0][:40], "state": "unknown", "reason": str(error)})
            continue
        # The status first: when it says that a run has ended, the events that are read after it are all there are.
        status = run.status
        news = read(run.events_path, offset) if left > 0 else Tail([], offset, True)
        left -= sum(map(len, news.lines))
        head = {"id": run.id, "state": status.state, "reason": status.reason, "offset": news.offset, "more": news.more}
        yield _json(head)[:-1] + b',"events":[' + b",".join(filter(_is_whole, news.lines)) + b"]}"


def _asked(find: Callable[[str], Run], text: str) -> tuple[Run, int]:
    match = ASKED.fullmatch(text)
    if match is None:
        raise RunError("This is no run's id: reload the page.")
    return find(match["id"]), int(match["offset"] or 0)


def _is_whole(line: bytes) -> bool:
    """Whether a line may be spliced in unparsed: it is one event, and an event begins with its kind.

    A disk that was full leaves half a line with the next one behind it.
    """
    return line.startswith(b'{"kind"') and line.endswith(b"}") and line.count(b'{"kind"') == 1


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
