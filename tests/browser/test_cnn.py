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
