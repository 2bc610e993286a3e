import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

PHONE = {"width": 390, "height": 844}
EXCESS = "() => (node => node.scrollWidth - node.clientWidth)(document.querySelector('[data-testid=stMain]'))"
QUICK = "topic.work_ms=0.5&topic.step_ms=4&topic.batch=4&topic.batches=8"
LANES = "node => node.data.filter(trace => trace.name === 'makes samples').map(trace => trace.x.length)"


def test_two_time_lines_are_drawn_and_fit_a_phone(visit):
    tab = visit(f"/queues?topic=pipelines&{QUICK}", viewport=PHONE)
    tab.page.get_by_role("button", name="Run it").click()
    expect(tab.page.get_by_role("button", name="Run again")).to_be_visible(timeout=120_000)
    tab.settle()
    lanes = tab.page.locator(".js-plotly-plot").nth(1)
    expect(lanes.get_by_text("plain generator")).to_be_visible()
    drawn = lanes.evaluate(LANES)
    assert len(drawn) == 2
    assert all(drawn)
    assert tab.page.evaluate(EXCESS) <= 0
