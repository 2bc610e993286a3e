import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

# Far longer than anybody watches: fifty thousand steps at some hundred a second.
LONG = "/differences?dataset.samples=2000&training.epochs=1000&routes=tape_eager"
ZOOM = "node => node._fullLayout.xaxis.range"


def start(visit, points=20):
    tab = visit(LONG)
    tab.button.click()
    tab.wait_for_points(points)
    return tab


def stop(tab):
    tab.stop.click()
    tab.wait_for_end()


def test_the_chart_grows_while_it_trains_until_stop_and_the_page_says_that_it_was_stopped(visit):
    tab = start(visit)
    ((name, before, finite), _) = tab.curves()
    assert (name, finite) == ("Tape, eager", True)
    tab.wait_for_points(before + 50)
    stop(tab)
    (run,) = tab.runs
    assert run.status.state == "stopped"
    assert run.history().end.reason == "stopped"
    assert "was stopped" in tab.alerts
    assert tab.rows[0].startswith("Tape, eager\nstopped")
    assert "steps/s" not in tab.rows[0]  # nor in the table: what was cut short is not compared
    assert tab.tiles[0] == "–"


def test_a_zoom_stays_while_it_trains_and_a_double_click_ends_it(visit):
    tab = start(visit, points=40)
    box = tab.chart.locator(".nsewdrag").bounding_box()
    left, right, middle = box["x"] + 0.2 * box["width"], box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2
    tab.page.mouse.move(left, middle)
    tab.page.mouse.down()
    tab.page.mouse.move(right, middle, steps=5)
    tab.page.mouse.up()
    tab.page.wait_for_function("document.querySelector('.kvt-chart')._fullLayout.xaxis.autorange === false")
    zoomed = tab.chart.evaluate(ZOOM)
    tab.wait_for_progress(tab.progress + 0.001)
    assert tab.chart.evaluate(ZOOM) == zoomed
    tab.page.mouse.dblclick(left, middle)
    tab.page.wait_for_function(
        "right => document.querySelector('.kvt-chart')._fullLayout.xaxis.range[1] > right", arg=zoomed[1]
    )
    stop(tab)


def test_a_reload_finds_the_run_again_and_another_visitor_sees_nothing_of_it(visit):
    tab = start(visit)
    before = tab.progress
    tab.page.reload()
    tab.settle()
    expect(tab.stop).to_be_visible()
    tab.wait_for_progress(before)
    other = visit(LONG)
    expect(other.button).to_have_text("play_arrowRace")
    assert (other.rows, other.runs) == ([], [])
    stop(tab)
    assert len(tab.runs) == 1


def test_a_double_click_starts_one_race(visit):
    tab = visit(LONG)
    tab.button.dblclick()
    tab.wait_for_points(1)
    assert len(tab.runs) == 1
    stop(tab)


def test_a_second_tab_of_the_same_visitor_shows_the_same_race(visit):
    tab = start(visit)
    second = visit(LONG, of=tab)
    second.wait_for_points(1)
    second.stop.click()
    tab.wait_for_end()
    second.wait_for_end()
    assert [run.status.state for run in tab.runs] == ["stopped"]


def test_a_knob_turned_in_mid_run_leaves_the_run_alone_and_says_whose_the_figures_are(visit):
    tab = start(visit)
    tab.turn("training.epochs", "5")
    expect(tab.page.get_by_text("The settings have changed")).to_be_visible()
    tab.wait_for_progress(tab.progress)
    stop(tab)
    assert [run.spec.training.epochs for run in tab.runs] == [1000]


def test_a_visit_to_another_page_leaves_the_run_going(visit):
    tab = start(visit)
    before = tab.progress
    tab.page.get_by_role("link", name="Home").click()
    expect(tab.page.get_by_role("heading", name="Keras or TensorFlow?")).to_be_visible()
    tab.page.get_by_role("button", name="Experiments").click()
    tab.page.get_by_role("menuitem", name="Key differences").click()
    tab.wait_for_progress(before)
    stop(tab)
    assert len(tab.runs) == 1


def test_a_closed_tabs_run_is_stopped_after_the_grace(visit, until):
    tab = start(visit)
    (run,) = tab.runs
    tab.page.close()
    assert until(lambda: not run.status.active)
    assert (run.status.state, run.status.reason) == ("stopped", "Its page was closed.")


def test_a_loss_that_is_no_longer_a_number_is_told_with_its_step(visit):
    tab = visit(
        "/differences?dataset=wave&dataset.samples=200&training.epochs=5&training.optimizer=sgd"
        "&training.optimizer.learning_rate=10&routes=keras_fit,tape_graph"
    )
    tab.race()
    steps = {run.history().nan_step for run in tab.runs}
    assert None not in steps
    assert "The loss was no longer a number" in tab.alerts
    assert all(f"at step {step}" in tab.alerts for step in steps)
    assert all(f"NaN at step {step}" in " ".join(tab.rows) for step in steps)


def test_the_unstable_preset_parts_what_was_equal(visit):
    tab = visit("/differences")
    tab.widget("/preset").get_by_text("Unstable").click()
    tab.settle()
    expect(tab.knob("training.optimizer.learning_rate")).to_have_value("0.3")
    tab.race()
    assert [run.status.state for run in tab.runs] == ["completed"] * 3
    assert tab.tiles[0] != "–"
