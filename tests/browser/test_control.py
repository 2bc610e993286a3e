import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

STEPS = "document.querySelector('.kvt-chart').data[0].x.length"
LINES = "() => (document.querySelector('.kvt-chart')?.layout?.shapes ?? []).length"
PHONE = {"width": 390, "height": 844}
EXCESS = "() => (node => node.scrollWidth - node.clientWidth)(document.querySelector('[data-testid=stMain]'))"


def press(tab, name):
    tab.page.get_by_role("button", name=name).click()
    tab.settle()


def test_a_run_is_paused_stepped_and_its_rate_changed_and_a_reload_finds_it_again(visit, until):
    tab = visit("/control")
    press(tab, "Train it")
    tab.wait_for_points(20)
    press(tab, "Pause")
    (run,) = tab.runs
    told = lambda: [one for one in run.history().results if one["name"] == "control"]
    assert until(told)
    done = told()[0]["step"] - 1
    tab.page.wait_for_function(f"{STEPS} === {done}")
    press(tab, "One step")
    tab.page.wait_for_function(f"{STEPS} === {done + 1}")
    tab.page.locator(".st-key-control-steer-rate input[type=range]").press("ArrowRight")
    tab.settle()
    assert until(lambda: told()[-1]["do"] == "rate")
    tab.page.reload()
    tab.settle()
    other = visit("/control", of=tab)
    press(other, "Play")
    expect(tab.page.get_by_role("button", name="Pause")).to_be_visible()  # each tab shows what the run was told last
    other.page.close()
    tab.wait_for_points(done + 20)
    assert tab.page.evaluate(LINES) == 3  # paused, another rate, on again
    press(tab, re.compile("Stop$"))
    expect(tab.page.get_by_role("button", name="Train again")).to_be_visible()
    assert run.status.state == "stopped"
    assert [one["do"] for one in told()] == ["pause", "step", "rate", "play"]


def test_on_a_phone_what_is_frozen_is_seen_to_stand_still(visit):
    tab = visit("/control?topic=freezing&topic.passes=4", viewport=PHONE)
    tab.page.locator(".st-key-control-freezing-run button").click()
    expect(tab.page.get_by_role("button", name="Run again")).to_be_visible(timeout=60_000)
    tab.settle()
    expect(tab.page.locator(".kvt-plot .js-plotly-plot, .kvt-plot.js-plotly-plot")).to_have_count(6)
    assert tab.tiles[0] == tab.tiles[2] == "stands still"
    assert tab.tiles[1].startswith("moves ")
    assert tab.page.evaluate(EXCESS) <= 0
