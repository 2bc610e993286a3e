"""Two runs of a race, compared in a browser: from the table of runs to where their losses part."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

RACE = "/differences?dataset.samples=200&training.epochs=3&routes=keras_fit,tape_graph"
DRAWN = "node => node._fullData.map(trace => [trace.name, trace.y.length, Array.from(trace.y).every(Number.isFinite)])"


def test_a_race_is_compared_by_its_link(visit):
    tab = visit(RACE)
    tab.race()
    tab.page.get_by_role("link", name="Compare these runs").click()
    expect(tab.page).to_have_url(re.compile(r"/compare\?runs=[\w-]{16}(,|%2C)[\w-]{16}$"))
    tab.settle()
    chart = tab.page.locator(".kvt-plot").first
    expect(chart.locator(".scatterlayer .trace")).to_have_count(4)
    assert {(name, count, finite) for name, count, finite in chart.evaluate(DRAWN)} == {
        ("1. Keras fit", 15, True), ("1. Keras fit", 3, True),
        ("2. Tape, tf.function", 15, True), ("2. Tape, tf.function", 3, True),
    }  # fmt: skip

    # A choice changes the curves and the address, and nothing is drawn from anew.
    chart.evaluate("node => { node.marked = true }")
    tab.page.get_by_role("radio", name="Training", exact=True).or_(
        tab.page.get_by_role("button", name="Training", exact=True)
    ).first.click()
    expect(chart.locator(".scatterlayer .trace")).to_have_count(2)
    assert chart.evaluate("node => node.marked")
    expect(tab.page).to_have_url(re.compile("part=Training"))

    tab.page.get_by_text("Losses apart", exact=True).click()
    expect(tab.page.get_by_text("at every step that both have")).to_be_visible()

    # Whoever has the address sees the same.
    other = visit(tab.page.url.removeprefix(tab.server.url))
    expect(other.page.get_by_text("at every step that both have")).to_be_visible()
    expect(other.page.locator(".kvt-plot").first.locator(".scatterlayer .trace")).to_have_count(2)
