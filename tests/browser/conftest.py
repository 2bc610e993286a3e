"""A real server and a real Chromium. Without one these tests skip, or fail where KVT_REQUIRE_BROWSER=1 is set."""

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, expect, sync_playwright

from kvt.runs.run import Run
from kvt.runs.store import Store

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # Chromium does not start as root with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
GRACE = 5  # seconds without a tab after which the server stops a visitor's runs
PATIENCE = 120_000  # ms for a race on a busy machine

# Streamlit's own: on a deep link it asks below the page's path first, to learn whether the app lies there.
PROBE = re.compile(r"/\w+/_stcore/(health|host-config)$")

CURVES = """
node => (node?.data ?? []).map(trace => [trace.name, trace.x.length, Array.from(trace.y).every(Number.isFinite)])
"""

expect.set_options(timeout=30_000)


@dataclass
class Server:
    url: str
    process: psutil.Process
    store: Store


@dataclass
class Tab:
    """One tab of one visitor, and what a person does and sees there."""

    page: Page
    server: Server
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}") or dialog.dismiss())

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBE.search(message.location.get("url", "")):
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")

    def open(self, path: str) -> None:
        self.page.goto(self.server.url + path)
        self.settle()

    def settle(self) -> None:
        """Wait until Streamlit has nothing more to do. What it is asked for takes a moment to leave the browser."""
        self.page.wait_for_timeout(200)
        self.page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]").wait_for()
        self.page.locator("[data-test-script-state=notRunning]").wait_for()
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def widget(self, key: str) -> Locator:
        """The element of the widget `differences…`, by its key."""
        return self.page.locator(".st-key-differences" + re.sub(r"[^\w-]", "-", key))

    def knob(self, path: str) -> Locator:
        return self.widget(f":{path}").locator("input")

    def turn(self, path: str, value: str) -> None:
        """Type `value` into a knob."""
        self.knob(path).fill(value)
        self.knob(path).press("Enter")
        self.settle()

    @property
    def button(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile(r"^Race( again)?$"))

    @property
    def stop(self) -> Locator:
        return self.page.get_by_role("button", name="Stop", exact=True)

    def race(self) -> None:
        """Press the button and wait for the end."""
        self.button.click()
        self.wait_for_end()

    def wait_for_end(self) -> None:
        self.page.get_by_role("button", name="Race again").wait_for(timeout=PATIENCE)
        self.settle()

    @property
    def tiles(self) -> list[str]:
        return self.page.get_by_test_id("stMetricValue").all_inner_texts()

    @property
    def alerts(self) -> str:
        return "\n".join(self.page.get_by_test_id("stAlert").all_inner_texts())

    @property
    def rows(self) -> list[str]:
        return [text.replace("\u00a0", " ") for text in self.page.locator(".kvt-row").all_inner_texts()]

    @property
    def chart(self) -> Locator:
        return self.page.locator(".kvt-chart")

    def curves(self) -> list[tuple[str, int, bool]]:
        """Name, number of points, and whether all are finite, of every curve of the chart: training first."""
        return [tuple(curve) for curve in self.chart.evaluate(CURVES)]

    def wait_for_points(self, count: int) -> None:
        """Wait until the first route has so many points on the chart."""
        self.page.wait_for_function(
            "count => document.querySelector('.kvt-chart')?.data?.[0]?.x.length >= count", arg=count, timeout=PATIENCE
        )

    def wait_for_progress(self, share: float) -> None:
        """Wait until the first route says that more than `share` of its steps are done."""
        self.page.wait_for_function(
            "share => document.querySelector('.kvt-row progress')?.value > share", arg=share, timeout=PATIENCE
        )

    @property
    def progress(self) -> float:
        return self.page.locator(".kvt-row progress").first.evaluate("bar => bar.value")

    @property
    def workspace(self) -> str:
        token = next(cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] == "kvt_workspace")
        return hashlib.sha256(token.encode()).hexdigest()[:24]

    @property
    def runs(self) -> list[Run]:
        """This visitor's runs, from the server's disk."""
        return self.server.store.list(self.workspace)


@dataclass
class Visits:
    browser: Browser
    server: Server
    tabs: list[Tab] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, path: str, *, of: Tab | None = None, **looks) -> Tab:
        """Open `path`: as a new visitor, with `looks` of the browser, or in a second tab of the visitor of a tab."""
        if of is None:
            self.contexts.append(self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | looks))
        context = of.page.context if of else self.contexts[-1]
        tab = Tab(context.new_page(), self.server)
        self.tabs.append(tab)
        tab.open(path)
        return tab


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("home")) as started:
        yield started


@pytest.fixture(name="serving", scope="session")
def _serving():
    """with serving(home) as server: for a test that needs one which has seen nothing else."""
    return serving


@contextmanager
def serving(home):
    """The app as a visitor meets it, with a home of its own, in a process group of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
    command += ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = os.environ | {"KVT_HOME": str(home), "KVT_SLOTS": "2", "KVT_TAB_GRACE": str(GRACE)}
    with (home / "server.log").open("wb") as log:
        started = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    process = psutil.Process(started.pid)
    url = f"http://127.0.0.1:{port}"
    try:
        assert until(lambda: started.poll() is not None or _healthy(url)), (home / "server.log").read_text()
        assert started.poll() is None, (home / "server.log").read_text()
        yield Server(url, process, Store(home / "runs"))
        family = process.children(recursive=True)
    finally:
        os.killpg(started.pid, signal.SIGTERM)
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
    _, left = psutil.wait_procs(family, timeout=10)
    assert left == [], "The server left processes behind."


@pytest.fixture(scope="package")
def browser():
    # Of this package, not of the session: while Playwright is open an event loop counts as running in this thread.
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        words = f"There is no browser here: install one of {', '.join(NAMES)}."
        pytest.fail(words) if os.environ.get("KVT_REQUIRE_BROWSER") == "1" else pytest.skip(words)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, server, tmp_path):
    """visit("/differences"): a tab. At the end none may have an error on its console or an exception on its page."""
    # tmp_path is where pictures go when the test fails.
    visits = Visits(browser, server)
    yield visits
    open_tabs = [tab for tab in visits.tabs if not tab.page.is_closed()]
    exceptions = [text for tab in open_tabs for text in tab.page.get_by_test_id("stException").all_inner_texts()]
    for context in visits.contexts:
        context.close()
    assert exceptions == []
    assert [complaint for tab in visits.tabs for complaint in tab.complaints] == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that failed leaves a picture of every tab."""
    report = yield
    if call.when == "call" and report.failed and "visit" in item.funcargs:
        for number, tab in enumerate(item.funcargs["visit"].tabs):
            if not tab.page.is_closed():
                picture = item.funcargs["tmp_path"] / f"tab-{number}.png"
                try:
                    tab.page.screenshot(path=picture)
                except Error as error:
                    report.sections.append(("No screenshot", str(error)))  # a page that hangs is not to hide why
                else:
                    report.sections.append(("Screenshot", str(picture)))
    return report


def until(condition, seconds=60.0):
    """Ask again and again until `condition()` is true; what it was last."""
    end = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def _healthy(url):
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(name="until")
def _until():
    """until(condition): for what no browser shows."""
    return until
