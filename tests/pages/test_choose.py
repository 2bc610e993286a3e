"""Which one to choose: what the adviser says, and how figures of other pages reach it. What is found is made up."""

import json

import pytest

from kvt.claims.measures import WAYS
from kvt.errors import RunError
from kvt.runs.status import Status
from kvt.script import script
from kvt.spec import parse

PAGE = "choose"
FOUND = {
    "extensions": [
        {"name": "optimizer", "built_in": "Adam", "apart": 1e-8, "losses": [0.7, 0.3]},
        {"name": "loss", "apart": 0.5, "losses": [0.7, 0.3], "metric": [0.5, 0.9], "metric_apart": 0.0},
    ],
    "export": [
        {"name": "model", "accuracy": 0.9, "images": 360, "parameters": 3210, "seconds": 1e-3},
        {
            "name": "format", "format": ".keras", "file": "model.keras", "missing": [], "error": "", "bytes": 64_000,
            "apart": 0.0, "agree": 1.0, "seconds": 1e-3, "writing_seconds": 0.2,
        },
        {"name": "format", "format": "LiteRT", "file": "model.tflite", "missing": [], "error": "ConverterError: {no}"},
        {"name": "format", "format": "ONNX", "file": "model.onnx", "missing": ["onnx"], "error": ""},
        {"name": "browser", "missing": ["tensorflowjs"], "keras": "3.15.1", "error": ""},
    ],
}  # fmt: skip


@pytest.fixture
def tell(bench):
    """tell("export", page="interaction"): a story of this visitor that has ended with what is FOUND."""

    def tell(topic, page=PAGE, state="completed", workspace="visitor"):
        spec = parse({"topic": topic}).spec
        run = bench.store.create(spec, script(spec), workspace=workspace, page=f"{page}:{topic}", race=f"{page}{topic}")
        end = {"kind": "end", "reason": "completed", "steps": 0, "epochs": 0, "training_seconds": 1.0}
        events = [{"kind": "result", **found} for found in FOUND[topic]] + [end]
        run.events_path.write_text("".join(json.dumps({"time": 1.0, **event}) + "\n" for event in events))
        (run.folder / "model.keras").write_bytes(b"model")
        Status(state=state, started=1.0).write(run.status_path)
        return run

    return tell


def read(app):
    return " ".join(element.value for element in app.markdown)


def rows(app):
    """What stands beside the needs: judgement or measured, the score, why."""
    return [element.value for element in app.markdown if "judgement]" in element.value or "measured]" in element.value]


def test_before_any_run_the_adviser_judges_and_every_figure_is_one_button_away(visit):
    app = visit(PAGE)
    assert not app.exception
    assert all("judgement" in row for row in rows(app))
    assert len(rows(app)) == 7
    assert len([button for button in app.button if button.label == "Measure it"]) == 7
    assert "compile and fit" in read(app)


def test_a_race_of_all_ways_gives_the_figures(visit, bench):
    app = visit(PAGE)
    app.button(key="choose/measure/speed").click().run()
    assert not app.exception
    assert {spec.route.kind for spec in bench.races[0]} == set(WAYS)
    measured = [row for row in rows(app) if "measured]" in row]
    assert len(measured) == 3
    assert any("judgement]" in row and "equal to the last bit" in row for row in rows(app))
    assert any("steps/s" in row for row in measured)
    assert "choose/measure/speed" not in {button.key for button in app.button}


def test_a_race_on_another_page_counts_and_one_of_another_visitor_does_not(visit, bench):
    specs = [parse({"route": way}).spec for way in WAYS]
    bench.submit_race(specs, workspace="stranger", page="differences")
    assert not any("measured]" in row for row in rows(visit(PAGE)))
    bench.submit_race(specs, workspace="visitor", page="differences")
    assert any("steps/s" in row for row in rows(visit(PAGE)))


def test_it_is_the_visitors_own_model_that_is_measured_unless_a_value_varies(visit, bench):
    app = visit(PAGE, dataset="sine", model="rnn", routes="keras_fit")
    app.button(key="choose/measure/team").click().run()
    assert {spec.model.kind for spec in bench.races[0]} == {"rnn"}
    assert len(bench.races[0]) == len(WAYS)
    app = visit(PAGE, vary="model.unroll:off,on", dataset="sine", model="rnn", routes="keras_fit")
    bench.store.delete(bench.store.list("visitor")[0])  # so that the race is not whole, and asked for again
    app.run().button(key="choose/measure/team").click().run()
    assert {spec.model.kind for spec in bench.races[1]} == {"mlp"}


@pytest.mark.parametrize("ending", ["failed", "running"])
def test_a_race_that_did_not_complete_gives_none(ending, visit, bench):
    bench.ending = ending
    bench.submit_race([parse({"route": way}).spec for way in WAYS], workspace="visitor", page="differences")
    app = visit(PAGE)
    assert not app.exception
    assert not any("measured]" in row for row in rows(app))


def test_races_that_vary_a_value_are_not_compared_as_ways(visit, bench):
    specs = [parse({"route": way, "training.epochs": epochs}).spec for epochs, way in enumerate(WAYS, 3)]
    bench.submit_race(specs, workspace="visitor", page="differences")
    assert not any("measured]" in row for row in rows(visit(PAGE)))


def test_stories_of_other_pages_are_heard(visit, tell):
    tell("extensions", page="interaction")
    tell("export")
    text = " ".join(rows(visit(PAGE)))
    assert "1 of 2 own parts do the same" in text
    assert "1 of 2 formats read back" in text


def test_a_story_is_started_from_its_reason_and_while_it_runs_says_so(visit, bench, tell):
    app = visit(PAGE)
    app.button(key="choose/measure/own_parts").click().run()
    assert bench.races[-1][0].topic.kind == "extensions"
    running = tell("extensions", state="running")
    app = visit(PAGE)
    assert not app.exception
    assert "running …" in " ".join(caption.value for caption in app.caption)
    assert running.id


def test_a_story_that_failed_says_why_and_can_be_run_again(visit, bench):
    app = visit(PAGE)
    bench.ending, bench.reason = "failed", "It ended with an error."
    app.button(key="choose/measure/own_parts").click().run()
    assert app.error[0].value == "It ended with an error\\."
    assert "choose/measure/own_parts" in {button.key for button in app.button}


def test_a_story_that_may_not_start_says_why(visit, bench, monkeypatch):
    def refuse(*_, **__):
        raise RunError("The disk is full.")

    app = visit(PAGE)
    monkeypatch.setattr(bench, "submit", refuse)
    app.button(key="choose/measure/own_parts").click().run()
    assert not app.exception
    assert [error.value for error in app.error] == ["The disk is full\\."]


def test_weights_change_the_advice_and_stand_in_the_address(visit):
    app = visit(PAGE)
    app.button_group(key="choose/profile").set_value("Research").run()
    assert "A Keras model in a loop of your own" in read(app)
    assert "control:3" in app.query_params["needs"]
    again = visit(PAGE, needs=app.query_params["needs"])
    assert "A Keras model in a loop of your own" in read(again)
    assert again.button_group(key="choose/profile").value == "Research"
    again.button_group(key="choose/need/speed").set_value(3).run()
    assert again.query_params["needs"] != app.query_params["needs"]


def test_weights_and_an_experiment_share_one_address(visit):
    app = visit(PAGE, needs="speed:3", dataset="sine", model="rnn", routes="keras_fit,module_graph")
    assert not app.error and not app.warning
    assert app.button_group(key="choose/need/speed").value == 3
    assert app.query_params["needs"] == "speed:3"
    assert app.query_params["model"] == "rnn"


def test_a_crafted_address_gets_sentences_and_the_default_weights(visit):
    app = visit(PAGE, needs="speed:9,<script>:1," + "x" * 5000)
    assert not app.exception
    assert len(app.warning) == 3
    assert app.button_group(key="choose/need/speed").value == 1


def test_exported_formats_stand_in_a_table_with_what_was_refused_and_what_is_missing(visit, tell):
    tell("export")
    app = visit(PAGE)
    assert not app.exception
    text = read(app)
    assert "`pip install onnx`" in text
    assert "refused] ConverterError" in text
    assert "`pip install tensorflowjs`" in text
    assert {"Whole run", ".keras"} <= {button.label for button in app.get("download_button")}


def test_the_claims_of_the_whole_document_stand_here(visit):
    text = read(visit(PAGE))
    assert "Take Keras, unless you do research" in text
    assert "Not measurable here" in text


def test_a_race_answers_which_one(visit, bench):
    app = visit(PAGE)
    app.button(key="choose/race_button").click().run()
    assert not app.exception
    assert "Fit takes" in read(app)
