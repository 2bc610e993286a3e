import ast
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "pages"


def names(page):
    """The names of the presets of a page, from its text."""
    calls = [node for node in ast.walk(ast.parse((PAGES / page).read_text())) if isinstance(node, ast.Call)]
    return [ast.literal_eval(call.args[0]) for call in calls if getattr(call.func, "id", "") == "Preset"]


PRESETS = [(page, name) for page in ("differences", "hyperparameters", "cnn", "choose") for name in names(f"{page}.py")]


@pytest.mark.parametrize(("page", "name"), PRESETS)
def test_every_preset_can_be_raced_as_it_is(page, name, visit, bench):
    app = visit(page)
    app.button_group(key=f"{page}/preset").set_value(name).run()
    assert not app.exception
    assert not app.error
    assert app.button_group(key=f"{page}/preset").value == name
    app.button(key=f"{page}/race_button").click().run()
    assert len(bench.races) == 1


def test_a_preset_pressed_twice_stays(visit):
    app = visit(dataset="wave", training__epochs="40")
    pills = app.button_group(key="differences/preset")
    assert pills.value == "Regression"
    pills.set_value(None).run()
    assert app.button_group(key="differences/preset").value == "Regression"


def test_the_last_route_cannot_be_taken_away(visit):
    app = visit(routes="keras_fit")
    app.button_group(key="differences/routes").set_value([]).run()
    assert not app.exception
    assert app.button_group(key="differences/routes").value == ["keras_fit"]


def test_a_route_is_one_click_away(visit):
    app = visit(routes="tape_graph")
    app.button_group(key="differences/routes").set_value(["tape_graph", "keras_fit"]).run()
    assert app.query_params == {"routes": "keras_fit,tape_graph"}
