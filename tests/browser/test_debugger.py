"""A run broken on purpose: its line is marked in the code that is shown, and Debugger V2 opens on this very port."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]


def test_the_bad_line_is_marked_and_debugger_v2_shows_its_alerts(visit):
    tab = visit("/debugger?topic=broken&topic.others=false")
    tab.page.get_by_role("button", name="Run it").first.click()
    bad = tab.page.locator(".kvt-bad")
    bad.wait_for(timeout=120_000)
    assert "tf.math.log(1 - p + number)" in bad.inner_text()
    (run,) = tab.runs
    number = int(bad.locator(".kvt-number").inner_text())
    assert "tf.math.log(1 - p + number)" in run.script.splitlines()[number - 1]
    assert tab.tiles[:2] == ["Log", f"line {number}"]

    tab.page.get_by_role("button", name="Open in Debugger V2").click()
    link = tab.page.get_by_role("link", name=re.compile("Debugger V2 is ready"))
    link.wait_for(timeout=120_000)
    with tab.page.context.expect_page() as opened:
        link.click()
    debugger = opened.value
    expect(debugger.get_by_text("NaN/∞").first).to_be_visible()
    debugger.get_by_text("NaN/∞").first.click()
    expect(debugger.get_by_text("Log_1:0").first).to_be_visible()
    assert debugger.url.startswith(tab.server.url + "/kvt/debugger/")
    assert debugger.request.get(f"{tab.server.url}/kvt/debugger/not-a-token/").status == 404
