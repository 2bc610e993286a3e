"""What a poll of the feed costs the server, early in a run and late."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks import Row
from benchmarks._laboratory import spec, wait_for
from benchmarks._web import free_port
from kvt.runs.run import Run
from kvt.runs.store import Store

POLLS = 1000
STEPS_A_POLL = 25
SHORT, LONG = 100, 100_000

# The feed's route alone, in the server that Streamlit uses.
SERVER = """
import sys
import uvicorn
from pathlib import Path
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from kvt.runs.store import Store
from kvt.web import feed

async def nothing(request):
    return Response(b"{}", media_type="application/json")

app = Starlette(routes=[feed.route(Store(Path(sys.argv[1])).get), Route("/nothing", nothing)])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


def measure() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="kvt-bench-") as folder:
        store = Store(Path(folder))
        runs = {steps: written(store, steps) for steps in (SHORT, LONG)}
        port = free_port()
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
        process = subprocess.Popen([sys.executable, "-c", SERVER, folder, str(port)], env=environment)
        try:
            cpu = {"nothing": cost(process.pid, port, "/nothing")}
            for steps, (run, offset) in runs.items():
                cpu[steps] = cost(process.pid, port, f"/kvt/feed?run={run.id}:{offset}")
        finally:
            process.terminate()
            process.wait()
    yield Row(f"a poll at step {SHORT}", cpu[SHORT], "ms CPU", "an empty answer", cpu["nothing"], limit=1.0)
    late = f"a poll at step {LONG}"
    yield Row(late, cpu[LONG], "ms CPU", f"at step {SHORT}", cpu[SHORT], limit=1.0, ratio_limit=1.25)


def written(store: Store, steps: int) -> tuple[Run, int]:
    """A run that is at `steps`, and the offset before its last event: what a browser asks for at each poll."""
    run = store.create(spec(), "", workspace="bench")
    line = {"kind": "steps", "time": 1.0, "count": STEPS_A_POLL, "stride": 1, "loss": "A" * 136, "accuracy": "A" * 136}
    lines = [json.dumps(line | {"first": first}) + "\n" for first in range(1, steps + 1, STEPS_A_POLL)]
    run.events_path.write_text("".join(lines), encoding="utf-8")
    return run, sum(map(len, lines[:-1]))


def cost(pid: int, port: int, path: str) -> float:
    """Milliseconds of the server's CPU a request, on one connection kept open."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    wait_for(lambda: answers(connection, path), 10, "The feed did not answer")
    before = sum(psutil.Process(pid).cpu_times()[:2])
    for _ in range(POLLS):
        answers(connection, path)
    after = sum(psutil.Process(pid).cpu_times()[:2])
    connection.close()
    return (after - before) / POLLS * 1000


def answers(connection: http.client.HTTPConnection, path: str) -> bool:
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status == 200
    except OSError:
        connection.close()
        return False
