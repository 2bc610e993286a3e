"""The table of runs in a browser: ticked, opened, taken along, brought in, deleted and had back."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from kvt.runs.status import Status
from kvt.spec import Spec

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

RACE = "/differences?dataset.samples=200&training.epochs=3&routes=keras_fit,tape_graph"
HEADER, ROW = 38, 35  # pixels


def tick(tab, *rows):
    grid = tab.page.get_by_test_id("stDataFrame")
    grid.wait_for()
    for row in rows:
        grid.click(position={"x": 18, "y": HEADER + ROW * row + ROW // 2})
        tab.settle()


def act(tab, key):
    tab.page.locator(f".st-key-runs-{key} button:visible").click()
    tab.settle()


def shown(tab):
    """How many runs the page says there are."""
    return int(re.search(r"(\d+) runs?,", tab.page.get_by_test_id("stCaptionContainer").first.inner_text())[1])


def test_a_race_is_in_the_table_and_can_be_opened_deleted_had_back_taken_along_and_brought_in(visit, tmp_path):
    tab = visit(RACE)
    tab.race()
    tab.open("/runs")
    assert shown(tab) == 2

    tick(tab, 0)
    expect(tab.page.get_by_text("1 run ticked")).to_be_visible()
    act(tab, "delete")
    assert shown(tab) == 1 and len(tab.runs) == 1
    act(tab, "undo")
    assert shown(tab) == 2 and len(tab.runs) == 2

    with tab.page.expect_download() as started:
        tab.page.get_by_role("link", name="Download all shown").click()
    archive = tmp_path / started.value.suggested_filename
    started.value.save_as(archive)
    with zipfile.ZipFile(archive) as file:
        assert file.testzip() is None
        for run in tab.runs:
            assert file.read(f"kvt-{run.id}/train.py") == run.script_path.read_bytes()

    other = visit("/runs")
    other.page.get_by_role("button", name="Bring in").click()
    other.page.locator("input[type=file]").set_input_files(archive)
    expect(other.page.get_by_text("2 runs brought in.")).to_be_visible()
    assert shown(other) == 2
    first, again = (sorted(found.runs, key=lambda run: run.about.position) for found in (tab, other))
    for before, after in zip(first, again, strict=True):
        assert after.events_path.read_bytes() == before.events_path.read_bytes()
        assert after.id != before.id and after.about.imported

    tick(other, 1)
    act(other, "open")
    expect(other.page).to_have_url(re.compile(rf"/run\?id={again[1].id}$"))
    expect(other.chart).to_be_visible()
    assert {name for name, _, finite in other.curves() if finite}

    # Whoever has the address may read it, and no more.
    stranger = visit(f"/run?id={again[1].id}")
    expect(stranger.page.get_by_text("somebody else’s")).to_be_visible()
    expect(stranger.page.get_by_role("button", name="Delete")).to_have_count(0)
    stranger.page.get_by_role("button", name="Open in its page").click()
    stranger.settle()
    expect(stranger.page).to_have_url(re.compile("/differences.*training.epochs=3"))


def test_garbage_is_refused_with_a_sentence(visit, tmp_path):
    (tmp_path / "runs.zip").write_bytes(b"garbage")
    tab = visit("/runs")
    tab.page.get_by_role("button", name="Bring in").click()
    tab.page.locator("input[type=file]").set_input_files(tmp_path / "runs.zip")
    expect(tab.page.get_by_text("This is no zip")).to_be_visible()
    assert tab.runs == []


def test_on_a_phone_a_run_and_what_it_came_to_are_seen_without_scrolling_sideways(visit, server):
    tab = visit("/runs", viewport={"width": 390, "height": 844})
    run = server.store.create(Spec(), "pass\n", workspace=tab.workspace)
    Status(state="completed").write(run.status_path)
    tab.open("/runs")
    heads = tab.page.locator("[data-testid=stDataFrame] [role=columnheader]")
    expect(heads.filter(has_text=re.compile("^Run$"))).to_have_count(1)
    tick(tab, 0)
    expect(tab.page.get_by_text("1 run ticked")).to_be_visible()
    tab.page.set_viewport_size({"width": 1280, "height": 800})
    expect(heads.filter(has_text=re.compile("^Route$"))).to_have_count(1)
