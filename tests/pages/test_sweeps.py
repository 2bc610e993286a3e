import json
import sys

import numpy as np
import pytest

from kvt.jobs.limits import Limits
from kvt.runs.event import encode
from kvt.spec import Spec
from kvt.sweeps import server as sweeps
from kvt.sweeps.conductor import Conductor
from kvt.views import sweep_control

PAGE = "sweeps"
RATE = "training.optimizer.learning_rate"


@pytest.fixture
def conductor(bench, tmp_path, monkeypatch):
    """One that the test ticks; the runs of the bench are over at once, each with a loss by its learning rate."""
    bench.limits = Limits(slots=2)
    made = Conductor(bench, tmp_path / "sweeps", thread=False)
    monkeypatch.setattr(sweeps, "conductor", lambda: made)
    end = bench.end

    def end_with_validation(run):
        end(run)
        lines = run.events_path.read_text().splitlines()
        rate, epochs = run.spec.training.optimizer.learning_rate, run.spec.training.epochs
        values = encode(np.full(epochs, np.nan if rate > 2 else abs(np.log10(rate) + 2) + 0.1, np.float32))
        told = {"kind": "epochs", "first": 1, "count": epochs, "val_loss": values, f"val_{run.spec.metric}": values}
        run.events_path.write_text("\n".join([lines[0], json.dumps(told), *lines[1:]]) + "\n")

    monkeypatch.setattr(bench, "end", end_with_validation)
    return made


@pytest.fixture
def open_page(visit, conductor):
    return lambda **params: visit(PAGE, **params)


def press(app, key):
    return app.button(key=f"{PAGE}/{key}").click().run()


def search(app, conductor, rounds=40):
    press(app, "search_button")
    assert not app.exception
    for _ in range(rounds):
        conductor.tick()
    return app.run()


def texts(app, kind):
    return [element.value for element in app.get(kind)]


def test_a_newcomer_finds_one_button_a_field_and_its_range(open_page):
    app = open_page()
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Search"]
    assert app.multiselect(key=f"{PAGE}/fields").value == [RATE]
    assert app.text_input(key=f"{PAGE}/range/{RATE}").value == "0.0003..3"
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert app.query_params == {}


def test_visitors_who_do_not_search_do_not_pay_for_it(open_page, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "optuna"]:
        monkeypatch.delitem(sys.modules, name)
    assert not open_page().exception
    assert "optuna" not in sys.modules


def test_one_press_searches_and_answers(open_page, conductor):
    app = search(open_page(), conductor)
    assert not app.exception
    best, matters, tried, _ = [metric.value for metric in app.metric]
    assert float(best) < 0.7
    assert (matters, tried) == ("–", "12 of 12")  # of one field alone nobody can say that it matters more
    assert app.button_group(key=f"{PAGE}/figure").value == "Field by field"  # where the valley is to be seen
    assert app.button(key=f"{PAGE}/search_button").label == "Search again"
    (sweep,) = conductor.sweeps("visitor")
    assert app.query_params["sweep"] == [sweep.id] or app.query_params["sweep"] == sweep.id
    assert any(value.startswith("The best, trial") for value in texts(app, "subheader"))


def test_a_closed_popover_is_told_its_values_again(open_page):
    app = open_page(search=f"{RATE}:0.001..1", trials="17", sampler="grid").run()
    assert app.number_input(key=f"{PAGE}/trials").proto.set_value
    assert app.selectbox(key=f"{PAGE}/sampler").proto.set_value


def test_while_it_runs_it_can_be_paused_and_stopped(open_page, conductor, bench):
    bench.ending = "running"
    app = press(open_page(), "search_button")
    conductor.tick()
    app.run()
    (sweep,) = conductor.sweeps("visitor")
    press(app, "pause")
    assert conductor.standing(sweep).state == "paused"
    assert sweep_control.words(conductor.progress(sweep)).endswith("had begun will end or begin again.")
    assert "paused. ;" not in sweep_control.words(conductor.progress(sweep))
    press(app, "resume")
    assert conductor.standing(sweep).state == "running"
    press(app, "stop")
    assert conductor.standing(sweep).state == "stopped"
    app.run()
    assert not app.exception
    assert any("was stopped" in text for text in texts(app, "info"))


@pytest.mark.parametrize("figure", ["Trial by trial", "Field by field", "All fields", "Two fields", "What matters"])
def test_every_figure_is_drawn(figure, open_page, conductor):
    app = search(
        open_page(search=f"{RATE}:0.001..1;model.hidden:8,16,8-8;training.batch_size:8..64", trials="12"), conductor
    )
    assert app.metric[1].value in ("Learning rate", "Hidden layers", "Batch size")
    app.button_group(key=f"{PAGE}/figure").set_value(figure).run()
    assert not app.exception


def test_a_loss_that_was_no_number_is_shown_as_failed(open_page, conductor):
    app = search(open_page(search=f"{RATE}:1,1.5,3,4", sampler="grid"), conductor)
    assert not app.exception
    assert "2 failed" in " ".join(texts(app, "caption"))
    assert any("no longer a number" in text and "not tried again" in text for text in texts(app, "warning"))


def test_the_whole_search_is_in_the_address(open_page, conductor):
    app = open_page(search="model.hidden:8,16-16;model.dropout:0..0.5", sampler="grid", trials="9", dataset="digits")
    assert not app.exception
    assert app.multiselect(key=f"{PAGE}/fields").value == ["model.hidden", "model.dropout"]
    search(app, conductor)
    (sweep,) = conductor.sweeps("visitor")
    assert sweep.plan.base.dataset.kind == "digits"
    assert sweep.plan.search.sampler == "grid"
    params = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert params["search"] == "model.hidden:8,16-16;model.dropout:0..0.5"
    assert params["sweep"] == sweep.id


def test_a_link_to_a_sweep_brings_its_settings_and_its_trials(open_page, conductor):
    search(open_page(search="model.dropout:0..0.5", trials="4", dataset="digits"), conductor)
    (sweep,) = conductor.sweeps("visitor")
    app = open_page(sweep=sweep.id)
    assert not app.exception
    assert app.multiselect(key=f"{PAGE}/fields").value == ["model.dropout"]
    assert app.selectbox(key=f"{PAGE}:dataset").value == "digits"
    assert app.metric[2].value == "4 of 4"


@pytest.mark.parametrize(
    "params",
    [
        {"search": "nonsense"},
        {"search": ";;;:::"},
        {"search": "dataset:moons,digits"},
        {"search": f"{RATE}:-1..1e999"},
        {"search": "model.hidden:" + ",".join(["8"] * 500)},
        {"sampler": "<script>"},
        {"trials": "1e9"},
        {"minutes": "nan"},
        {"sweep": "../../etc"},
        {"sweep": "s0123", "trial": "x"},
    ],
)
def test_a_crafted_address_gets_a_sentence(params, open_page):
    app = open_page(**params)
    assert not app.exception
    assert app.warning or app.error


@pytest.mark.parametrize("typed", ["", "..", "1..1", "2..1", "nan..1", "a,b", "0.1", "1e999..2", "<b>"])
def test_a_range_that_is_none_gets_a_sentence_and_the_old_one_stays(typed, open_page):
    app = open_page()
    app.text_input(key=f"{PAGE}/range/{RATE}").set_value(typed).run()
    assert not app.exception
    assert app.warning
    assert app.text_input(key=f"{PAGE}/range/{RATE}").value == "0.0003..3"


def test_a_field_that_is_added_brings_a_range_to_try(open_page, conductor):
    app = open_page()
    app.multiselect(key=f"{PAGE}/fields").set_value([RATE, "model.dropout"]).run()
    assert app.text_input(key=f"{PAGE}/range/model.dropout").value == "0..0.9"
    app.multiselect(key=f"{PAGE}/fields").set_value([]).run()
    assert not app.exception
    assert app.button(key=f"{PAGE}/search_button").disabled


def test_what_is_searched_is_not_in_the_form(open_page):
    app = open_page()
    assert f"{PAGE}:{RATE}" not in [field.key for field in app.number_input]


def test_another_visitors_sweep_is_read_by_its_link_and_not_stopped(open_page, conductor, bench):
    bench.ending = "running"
    base = Spec()
    from kvt.sweeps import search as searches

    asked = searches.read({"search": f"{RATE}:0.001..1"}, base, searches.Search()).search
    theirs = conductor.start(asked, base, workspace="somebody")
    conductor.tick()
    app = open_page(sweep=theirs.id)
    assert not app.exception
    assert f"{PAGE}/stop" not in [button.key for button in app.button]
    assert conductor.sweeps("visitor") == []
