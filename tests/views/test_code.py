import re

from kvt.script import script
from kvt.spec import Spec
from kvt.views.code import _beginning, _beside, _other, _specs
from kvt.views.experiment import Experiment, read


def test_what_is_the_same_is_folded_away_together(spec):
    shown = _beside(script(spec(route="keras_fit")), script(spec(route="tape_graph")), "keras", "tensorflow")
    folded = [words for words in re.findall(r"<summary>(.*?)</summary>", shown) if "the same in both" in words]
    assert any("Data · Split · Batches" in words for words in folded)
    assert re.search(r"<details open><summary>Training<span>", shown)


def test_a_script_beside_itself_is_one_folded_block(spec):
    text = script(spec())
    assert _beside(text, text, "keras", "keras").count("<details") == 1


def test_what_a_table_calls_its_columns_is_no_markup(spec):
    text = '# %% Settings\nTARGET = "<img src=x onerror=alert(1)>"\n'
    assert "<img" not in _beside(text, text, "keras", "keras")
    assert "<img" not in _beside(text, "# %% Settings\n", "keras", "keras")


def test_the_nearest_loop_is_read_beside_fit():
    assert _other(("keras_fit", "tape_eager", "tape_graph")) == "tape_graph"
    assert _other(("keras_fit", "module_graph")) == "module_graph"
    assert _other(("keras_fit",)) == "tape_graph"


def test_every_route_can_be_read_even_where_few_are_raced():
    found = _specs(Experiment(Spec(), ("keras_fit",)))
    assert found["keras_fit"].route.way == "keras"
    assert found["module_graph"].route.way == "tensorflow"


def test_where_a_value_varies_its_racers_are_read():
    twins = read({"vary": "training.batch_size:32,64", "routes": "keras_fit"}, Experiment(Spec(), ())).experiment
    assert list(_specs(twins)) == ["Batch size 32", "Batch size 64"]
    assert _beginning(twins, list(_specs(twins))) == ("Batch size 32", "Batch size 64")


def test_both_panes_have_equally_many_rows_even_where_one_lacks_the_section():
    left, right = "# %% Data\nx = 1\n", "# %% Data\nx = 1\n\n\n# %% Metric\ndef f():\n    return 1\n\n\n"
    metric = _beside(left, right, "keras", "tensorflow").split("Metric")[1]
    panes = metric.split('class="kvt-side ')[1:]
    assert [pane.count('<div class="kvt-gap">') for pane in panes] == [2, 0]
    assert [pane.count('<div class="kvt-line') - pane.count("kvt-lines") for pane in panes] == [0, 2]
