import ast
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "pages"


def names(page):
    """The names of the presets of a page, from its text."""
    calls = [node for node in ast.walk(ast.parse((PAGES / page).read_text())) if isinstance(node, ast.Call)]
    return [ast.literal_eval(call.args[0]) for call in calls if getattr(call.func, "id", "") == "Preset"]


@pytest.mark.parametrize("name", names("differences.py"))
def test_every_preset_can_be_raced_as_it_is(name, visit, bench):
    app = visit()
    app.button_group(key="differences/preset").set_value(name).run()
    assert not app.exception
    assert not app.error
    assert app.button_group(key="differences/preset").value == name
    app.button(key="differences/race_button").click().run()
    assert len(bench.races) == 1
