from kvt.claims.lines import code_lines, keras_names, section, training_lines
from kvt.script import script

TEXT = '''# %% Training
def train(model):
    """Said in
    two lines."""

    # why
    model.fit(x)  # how
'''


def test_blanks_comments_and_docstrings_are_no_code():
    assert code_lines(TEXT) == 2


def test_what_is_not_python_is_counted_line_by_line():
    assert code_lines("def (\n\n# no\nx") == 2


def test_only_the_training_section_counts():
    assert training_lines(f"# %% Data\nx = 1\ny = 2\n\n{TEXT}\n# %% Main\ntrain(x)\n") == 2


def test_a_missing_section_is_empty():
    assert section(TEXT, "Model") == ""


def test_calls_of_keras_are_named_once_and_annotations_are_not(spec):
    text = "def f(m: keras.Model):\n    keras.layers.Dense(keras.layers.Dense(1))\n    tf.keras.Input(3)\n    m.fit()\n"
    assert keras_names(text) == ["keras.layers.Dense", "tf.keras.Input"]


def test_the_script_without_keras_calls_nothing_of_it(spec):
    assert keras_names(script(spec(route="module_graph"))) == []
