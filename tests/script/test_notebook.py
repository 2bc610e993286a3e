import json

from kvt.script import notebook, script, sections
from kvt.spec import Spec


def test_the_cells_together_are_the_script_to_the_letter():
    text = script(Spec())
    cells = json.loads(notebook(text))["cells"]
    assert "".join("".join(cell["source"]) for cell in cells) == text
    assert len(cells) == len(sections(text)) > 8


def test_a_notebook_has_what_the_format_asks_for():
    content = json.loads(notebook(script(Spec())))
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in content["cells"]}) == len(content["cells"])
