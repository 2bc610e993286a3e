import ast
from pathlib import Path

from kvt.views.owner_table import kvt_marks, rows

RECIPE = Path(__file__).parents[2] / "kvt" / "recipes" / "topics" / "owners.py"


def asked():
    """The labels that the recipe asks about, from its text."""
    tree = ast.parse(RECIPE.read_text())
    value = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "NAMES")
    return set(ast.literal_eval(value))


def test_every_knob_of_kvt_is_asked_about():
    untaken = {
        "oneDNN",  # an environment variable
        "Convolution",  # a choice between two pieces of code
    }
    assert set(kvt_marks()) - asked() <= untaken


def test_a_knob_that_others_claim_stands_first():
    found = {
        "Epochs": {"owner": "keras", "keras": ["keras.Model.fit"], "tensorflow": []},
        "Dropout": {"owner": "shared", "keras": ["keras.layers.Dropout"], "tensorflow": ["tf.nn.dropout"]},
    }
    first, second = rows(found)
    assert (first.label, first.found, first.marked, first.agrees) == ("Dropout", "shared", "keras", False)
    assert first.takers == ("keras.layers.Dropout", "tf.nn.dropout")
    assert second.agrees


def test_what_nobody_takes_and_what_is_no_knob_of_kvt():
    found = {
        "Devices": {"owner": "tensorflow", "keras": [], "tensorflow": ["tf.x"]},
        "Epochs": {"owner": "nobody", "keras": [], "tensorflow": []},
    }
    nobody, devices = rows(found)
    assert (nobody.found, nobody.agrees) == (None, False)
    assert (devices.found, devices.marked, devices.agrees) == ("engine", None, True)
