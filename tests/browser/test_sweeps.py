import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

SEARCH = (
    "/sweeps?search=training.optimizer.learning_rate:0.001..1&trials=5&sampler=random"
    "&dataset.samples=100&training.epochs=2&routes=tape_graph"
)


def test_a_sweep_is_searched_and_a_dot_opens_its_trial(visit):
    tab = visit(SEARCH)
    button = tab.page.locator(".st-key-sweeps-search_button button")
    button.click()
    tab.page.get_by_role("button", name="Pause").wait_for()
    expect(button).to_contain_text("Search again", timeout=120_000)
    tab.settle()
    best, _, tried, _ = tab.tiles
    assert float(best) > 0
    assert tried == "5 of 5"
    assert len([run for run in tab.runs if run.about.sweep in tab.page.url]) == 5
    dots = tab.page.locator(".kvt-plot .scatterlayer .points path")
    expect(dots).to_have_count(5)
    expect(tab.page.locator(".kvt-plot")).to_be_in_viewport(ratio=0.9)
    dots.nth(3).click(force=True)
    expect(
        tab.page.get_by_role("heading", name="Trial 3").or_(tab.page.get_by_role("heading", name="trial 3"))
    ).to_be_visible()
    assert "trial=3" in tab.page.url
    tab.page.reload()
    tab.settle()
    assert tab.tiles[2] == "5 of 5"
    assert tab.alerts == ""
