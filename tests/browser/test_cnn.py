import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

PHONE = {"width": 390, "height": 844}
EXCESS = "() => (node => node.scrollWidth - node.clientWidth)(document.querySelector('[data-testid=stMain]'))"


def test_the_sum_of_one_pixel_follows_the_slider(visit):
    page = visit("/cnn", viewport=PHONE).page
    page.locator(".st-key-cnn-convolution-run button").click()
    total = page.get_by_text(re.compile("Sum of the 9 products"))
    expect(total).to_be_visible()
    expect(page.get_by_role("cell", name="tf.nn.conv2d")).to_be_visible()
    first = total.inner_text()
    page.locator(".st-key-cnn-row").get_by_role("slider").press("ArrowRight")
    expect(total).not_to_have_text(first)
    assert page.evaluate(EXCESS) <= 0


SEEN = """
([kind, least]) => {
  const trace = document.querySelector(".kvt-picture")?.data?.[0];
  return trace?.type === kind && trace.text.flat().reduce((sum, text) => sum + Number(text), 0) === least;
}
"""


def test_what_is_taken_for_what_is_drawn_while_it_trains_and_its_mistakes_afterwards(visit):
    tab = visit(
        "/cnn?dataset=digits&model=cnn&model.filters=4&training.epochs=60&training.batch_size=128&routes=keras_fit"
    )
    page = tab.page
    tab.button.click()
    page.wait_for_function(SEEN, arg=["heatmap", 359], timeout=120_000)
    expect(tab.stop).to_be_visible()
    tab.wait_for_end()
    page.wait_for_function(SEEN, arg=["heatmap", 359])
    (run,) = tab.runs
    saved = run.images()
    wrong = int((saved["probabilities"].argmax(axis=1) != saved["labels"]).sum())
    expect(page.get_by_alt_text(re.compile(r"^\d read as \d"))).to_have_count(wrong)
    expect(page.get_by_alt_text(re.compile("^Filter "))).to_have_count(4)
    maps = page.get_by_alt_text("Map 1", exact=True)
    expect(maps).to_have_count(2)
    before = maps.first.get_attribute("src")
    page.locator(".st-key-cnn-image button").last.click()
    expect(maps.first).not_to_have_attribute("src", before)
