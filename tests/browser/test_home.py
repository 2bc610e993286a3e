import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

PAGES = Path(__file__).parents[2] / "pages"

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]


def test_a_newcomer_presses_the_one_button_and_sees_three_curves_end_in_a_verdict(visit):
    tab = visit("/")
    button = tab.page.get_by_test_id("stBaseButton-primary")
    expect(button).to_have_count(1)
    button.click()
    expect(tab.stop).to_be_visible()
    tab.wait_for_end()
    same, speed, _, lines = tab.tiles
    assert re.fullmatch(r"bit for bit|equal to \d(\.\d)?e-\d+", same)
    assert re.fullmatch(r"\d+(\.\d+)?× (faster|slower)", speed)
    assert re.fullmatch(r"\d+ : \d+ lines", lines)
    tab.wait_for_points(500)
    names = ["Keras fit", "Tape, tf.function", "Epochs in one graph, XLA"]
    assert tab.curves() == [(name, 500, True) for name in names] + [(name, 20, True) for name in names]
    assert [run.status.state for run in tab.runs] == ["completed"] * 3


def test_every_page_stands_in_a_menu_and_the_menus_in_one_row(visit):
    tab = visit("/")
    pages = []
    for menu in ("Experiments", "Deeper", "Your work"):
        tab.page.get_by_role("button", name=menu).click()
        expect(tab.page.get_by_role("menuitem").first).to_be_visible()
        pages += [link.get_attribute("href").rpartition("/")[2] for link in tab.page.get_by_role("menuitem").all()]
        tab.page.keyboard.press("Escape")
        expect(tab.page.get_by_role("menuitem")).to_have_count(0)
    files = {path.stem for path in PAGES.glob("*.py")} - {"index", "home", "run"}
    assert sorted(pages) == sorted(files)
