import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

RACE = "/differences?dataset.samples=200&training.epochs=3&routes=keras_fit,tape_graph"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# What sticks out to the right of the window, in the page or in the part of it that scrolls.
EXCESS = """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map(node => node.scrollWidth - node.clientWidth))"""
BRIGHTNESS = """() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
    .match(/\\d+/g).slice(0, 3).reduce((sum, value) => sum + Number(value), 0) / 3"""


def is_dark(tab):
    return tab.page.evaluate(BRIGHTNESS) < 128


@pytest.mark.parametrize(("scheme", "viewport"), [("dark", DESK), ("light", PHONE)], ids=["dark", "phone"])
def test_every_page_fits_its_window_in_light_and_dark(scheme, viewport, visit):
    tab = visit("/", color_scheme=scheme, viewport=viewport)
    assert is_dark(tab) == (scheme == "dark")
    assert tab.page.evaluate(EXCESS) <= 0
    expect(tab.page.get_by_test_id("stBaseButton-primary")).to_be_in_viewport(ratio=1)
    tab.open(RACE)
    expect(tab.button).to_be_in_viewport(ratio=1)
    assert tab.page.evaluate(EXCESS) <= 0
    tab.race()
    tab.wait_for_points(15)
    assert ("kvt-dark" in tab.page.locator(".kvt-live").get_attribute("class")) == (scheme == "dark")
    assert tab.page.evaluate(EXCESS) <= 0


def test_question_button_verdict_and_picture_share_one_window(visit):
    tab = visit(RACE, viewport=DESK)
    tab.race()
    tab.wait_for_points(15)
    for part in (tab.page.get_by_role("heading").first, tab.button, tab.page.get_by_test_id("stMetricValue").first):
        expect(part).to_be_in_viewport(ratio=1)
    expect(tab.chart).to_be_in_viewport(ratio=0.95)


# Every place at which the chart has been since it was first to be seen, in whole pixels below the page's top.
PLACE = """node => Math.round(
    node.getBoundingClientRect().top + document.querySelector('[data-testid=stMain]').scrollTop
)"""
LONG_NAMES = (
    "/hyperparameters?vary=engine.jit_compile:auto,off;training.batch_size:32,64"
    "&dataset.samples=200&training.epochs=3&training.validation_share=0.5"
)


def test_from_the_first_step_to_the_verdict_and_after_a_knob_is_turned_the_chart_stays_where_it_is(visit):
    tab = visit(LONG_NAMES, viewport=DESK)
    tab.button.click()
    tab.wait_for_points(1)
    while_it_trains = tab.chart.evaluate(PLACE)
    tab.wait_for_end()
    tab.wait_for_points(3)
    assert all("steps/s" in row for row in tab.rows)
    at_the_end = tab.chart.evaluate(PLACE)
    epochs = tab.page.locator(".st-key-hyperparameters-training-epochs input")
    epochs.fill("4")
    epochs.press("Enter")
    expect(tab.page.get_by_text("The settings have changed")).to_be_visible()
    tab.settle()
    assert while_it_trains == at_the_end == tab.chart.evaluate(PLACE)
