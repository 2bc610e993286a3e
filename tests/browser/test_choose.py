import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

PHONE = {"width": 390, "height": 844}
EXCESS = "() => (node => node.scrollWidth - node.clientWidth)(document.querySelector('[data-testid=stMain]'))"
SMALL = "/choose?dataset.samples=200&training.epochs=3&needs=speed:3"


def test_one_button_brings_the_figures_and_the_fastest_way_wins_where_speed_is_all(visit):
    page = visit(SMALL, viewport=PHONE).page
    assert page.evaluate(EXCESS) <= 0
    page.locator(".st-key-choose-measure-speed button").click()
    figures = page.get_by_text(re.compile(r"steps/s; the fastest does"))
    expect(figures).to_be_visible(timeout=120_000)
    page.get_by_text("Fast training", exact=True).click()
    first = page.locator(".kvt-bar").first
    expect(first).to_contain_text("1.00")
    fastest = first.inner_text().splitlines()[0]  # whichever that is on a machine as busy as this one
    expect(page.get_by_role("heading", name=fastest, exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("needs=prototype"))
    assert page.evaluate(EXCESS) <= 0
