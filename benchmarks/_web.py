"""Streamlit servers to measure, and what it takes to open a page of theirs."""

import os
import shutil
import socket
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks._laboratory import wait_for

ROOT = Path(__file__).parents[1]
FLAGS = ("--server.headless", "true", "--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# What Chromium must not do: as root, in a container, or on a network.
BROWSER_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DRAWN = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
    ":not(:has([data-testid=stSkeleton])):has([data-testid=stElementContainer])"
)

Open = Callable[[str], float]


@contextmanager
def server(*arguments: str) -> Iterator[tuple[str, psutil.Process]]:
    """`streamlit <arguments>` on a free port, once it is healthy: its address and its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", *arguments, "--server.port", str(port), *FLAGS]
    with tempfile.TemporaryDirectory(prefix="kvt-bench-") as home, open(os.devnull, "wb") as nowhere:
        environment = os.environ | {"KVT_HOME": home}
        process = psutil.Popen(command, cwd=ROOT, env=environment, stdout=nowhere, stderr=nowhere)
        try:
            wait_for(lambda: healthy(port), 60, f"streamlit {arguments[0]} did not answer")
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except psutil.TimeoutExpired:
                process.kill()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def visitor() -> Iterator[tuple[str, Open]]:
    """How pages are opened here, and a function that opens one as a new visitor: seconds until all of it is drawn."""
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        browser = None
    if browser is None:
        yield "without a browser", ask
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(BROWSER_FLAGS))

        def draw(url: str) -> float:
            with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
                page = context.new_page()
                started = time.perf_counter()
                page.goto(url)
                page.wait_for_selector(DRAWN, timeout=60_000)
                return time.perf_counter() - started

        try:
            yield "in Chromium", draw
        finally:
            chromium.close()


def ask(url: str) -> float:
    """Seconds until the server has run the page's script to its end, asked as a browser asks; nothing is drawn."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.sync.client import connect

    started = time.perf_counter()
    urllib.request.urlopen(url).read()
    rerun = BackMsg()
    rerun.rerun_script.query_string = ""
    base, _, page = url.removeprefix("http://").partition("/")
    rerun.rerun_script.page_name = page
    with connect(f"ws://{base}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as stream:
        stream.send(rerun.SerializeToString())
        for data in stream:
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "script_finished":
                break
    return time.perf_counter() - started


def pages() -> Sequence[str]:
    """The paths of kvt's pages, the first one first."""
    return sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "index")


def modules_of(process: psutil.Process) -> set[str]:
    """Names of the shared libraries a process holds: TensorFlow's would be among them."""
    return {Path(library.path).name for library in process.memory_maps()} if hasattr(process, "memory_maps") else set()
