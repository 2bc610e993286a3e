"""TensorBoard on the app's own port, as a visitor comes to it from a race.

After the test of the web process, by its name: that one's budget is of a server of which nobody asked for TensorBoard.
"""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

RACE = "/differences?dataset.samples=200&training.epochs=3&routes=tape_graph,module_graph"
NAMES = ["Tape, tf.function", "TensorFlow alone"]


def test_a_race_opens_in_tensorboard_with_the_pages_own_figures(visit, browser):
    tab = visit(RACE)
    expect(tab.page.get_by_text("TensorBoard on this page")).to_have_count(0)  # there is nothing to show yet
    tab.race()

    with tab.page.context.expect_page() as opened:
        tab.page.get_by_role("link", name="Open in TensorBoard").click()
    board = opened.value
    for name in NAMES:
        expect(board.get_by_text(f"/{name}").first).to_be_visible()
    expect(board.locator("scalar-card").first).to_be_visible()

    base = board.url.partition("?")[0]
    for name, run in zip(NAMES, sorted(tab.runs, key=lambda run: run.about.position), strict=True):
        called = f"differences/{run.about.race[:6]}/{name}"
        points = board.request.get(f"{base}data/plugin/scalars/scalars", params={"run": called, "tag": "val_loss"})
        *_, (_, step, value) = points.json()
        assert step == run.history().steps_done
        assert np.float32(value) == run.history().val_loss[-1]

    board.goto(f"{base}#graphs")
    expect(board.get_by_text("Main Graph")).to_be_visible()
    board.goto(f"{base}#hparams")
    board.reload()
    for route in ("tape_graph", "module_graph"):
        expect(board.locator(".table-cell").get_by_text(route)).to_be_visible()
    board.close()

    with tab.page.expect_download() as started:
        tab.page.get_by_role("button", name="TensorBoard logs").click()
    names = zipfile.ZipFile(io.BytesIO(started.value.path().read_bytes())).namelist()
    assert [name.split("/")[1] for name in names] == [f"{place} {name}" for place, name in enumerate(NAMES, 1)]

    tab.page.get_by_text("TensorBoard on this page").click()
    frame = tab.page.frame_locator("iframe[title^=TensorBoard]")
    expect(frame.locator("scalar-card").first).to_be_visible()

    assert tab.page.request.get(f"{base[:-1]}x/data/runs").status == 404
    stranger = browser.new_context()  # the link is the permission, and a guess is none
    assert stranger.request.get(re.sub(r"[^.]+/$", "A" * 32 + "/", base)).status == 404
    stranger.close()
    maps = Path(f"/proc/{tab.server.process.pid}/maps")
    if maps.exists():
        assert "tensorflow" not in maps.read_text()
