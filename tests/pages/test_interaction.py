"""The page on how Keras rests on TensorFlow: what is found is made up here."""

import json

import pytest

from kvt.runs.status import Status
from kvt.script import script

PAGE = "interaction"
FALLING = [0.7, 0.3]
LAYERS = {"nodes": [{"name": name, "kind": "Dense", "parameters": 3} for name in "ab"], "edges": [["a", "b"]]}
OPERATIONS = {"nodes": [{"name": name, "kind": "MatMul"} for name in "ab"], "edges": [["a", "b"]]}
FOUND = {
    "apis": [
        {
            "name": "keras", "tensorflow": "2.21.0", "keras": "3.15.1", "tf_keras": "3.15.1", "same_model": True,
            "legacy_switch": "", "legacy_installed": False,
        },
        *(
            {"name": "network", "way": way, "losses": FALLING, "layers": LAYERS, "operations": OPERATIONS}
            for way in ("Sequential", "Functional", "Subclass", "Custom layers")
        ),
        {"name": "step", "operations": {"MatMul": 7}},
        {"name": "eager", "apart": 0.0, "eager_seconds": 3e-3, "traced_seconds": 1e-3},
        {"name": "attempt", "what": "a skip", "error": "ValueError: not <b>so</b>"},
        {"name": "branching", "losses": FALLING, "layers": LAYERS},
    ],
    "extensions": [
        {"name": "layer", "state": "without build", "error": "AttributeError: no 'kernel'"},
        {"name": "layer", "state": "with build", "error": "", "losses": FALLING},
        {"name": "adamw", "state": "experimental", "error": "AttributeError: no 'experimental'"},
        {"name": "adamw", "state": "today", "error": "", "losses": FALLING},
        {"name": "optimizer", "built_in": "Adam", "apart": 1e-8, "losses": FALLING},
        {"name": "gradient", "apart": 0.0, "losses": FALLING, "slopes": [1.0] * 3, "own_slopes": [None] * 3},
        {"name": "loss", "apart": 0.0, "losses": FALLING, "metric": [0.5, 0.9], "metric_apart": 0.0},
        {"name": "eagerly", "apart": 0.0, "eager_seconds": 0.2, "graph_seconds": 0.1},
    ],
    "strategies": [
        {"name": "left out", "strategies": []},
        {
            "name": "attempt", "strategy": "none", "way": "fit", "losses": FALLING, "final_loss": 0.2,
            "steps_per_second": 200.0,
        },
        {
            "name": "attempt", "strategy": "Mirrored", "way": "fit", "losses": FALLING, "final_loss": 0.2,
            "steps_per_second": 100.0,
        },
        {"name": "attempt", "strategy": "MultiWorkerMirrored", "way": "fit", "error": "ValueError: PerReplica:{"},
    ],
    "backends": [
        {"name": "backend", "backend": name, "installed": True, "trains": True, "losses": FALLING, "seconds": 1.0}
        for name in ("tensorflow", "jax")
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def stories(bench, monkeypatch):
    """Runs end at once with what is FOUND, all but the last of it where they still run."""

    def end(run):
        ended = bench.ending == "completed"
        found = [{"kind": "result", **result} for result in FOUND.get(run.spec.topic.kind, [])]
        over = {"kind": "end", "time": 2.0, "reason": "completed", "steps": 0, "epochs": 0, "training_seconds": 1.0}
        events = [*found, over] if ended else found[:-1]
        run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
        run.log_path.write_text(bench.log)
        Status(state=bench.ending, reason=bench.reason, started=1.0).write(run.status_path)

    monkeypatch.setattr(bench, "end", end)


def press(app, topic, what="run"):
    return app.button(key=f"{PAGE}:{topic}/{what}").click().run()


def texts(app, kind="markdown"):
    return [element.value for element in app.get(kind)]


def badges(app):
    return [text for text in texts(app) if "-badge[" in text and ("holds" in text or "open" in text)]


def test_a_newcomer_finds_one_primary_button_and_what_to_look_for(visit):
    app = visit(PAGE)
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Run it"]
    assert any("Look for" in text for text in texts(app))
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert len(badges(app)) == 6
    assert app.query_params == {}


def test_one_press_answers_the_first_three_claims(visit):
    app = press(visit(PAGE), "apis")
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["3.15.1", "bit for bit", "2 ops", "3.0× faster"]
    assert len(app.get("graphviz_chart")) == 6
    assert ["open" in text for text in badges(app)] == [False] * 3 + [True] * 3


def test_every_story_run_answers_every_claim(visit):
    app = visit(PAGE)
    for topic in FOUND:
        app = press(app, topic)
        assert not app.exception
    assert not [text for text in badges(app) if "open" in text]


def test_the_operations_of_another_way_can_be_drawn(visit):
    app = press(visit(PAGE), "apis")
    app.segmented_control(key=f"{PAGE}/way").set_value("Subclass").run()
    assert not app.exception


def test_the_matrix_fills_while_it_runs_and_can_be_stopped(visit, bench):
    bench.ending = "running"
    app = press(visit(PAGE), "strategies")
    assert not app.exception
    (matrix,) = [text for text in texts(app) if "| Strategy |" in text]
    assert "2.0× slower" in matrix
    assert "MultiWorkerMirrored" not in matrix
    press(app, "strategies", "stop")
    assert len(bench.stopped) == 1


def test_a_strategy_that_fails_tells_its_error_as_text(visit):
    app = press(visit(PAGE), "strategies")
    (matrix,) = [text for text in texts(app) if "| Strategy |" in text]
    assert "fails] ValueError\\: PerReplica\\:\\{" in matrix


def test_the_settings_are_written_into_the_address_and_read_from_it(visit, bench):
    app = visit(PAGE)
    app.number_input(key=f"{PAGE}:apis:topic.units").set_value(8).run()
    assert app.query_params == {"topic": "apis", "topic.units": "8"}
    again = press(visit(PAGE, topic="apis", topic__units="9"), "apis")
    assert bench.races[-1][0].topic.units == 9
    assert not again.exception


@pytest.mark.parametrize(
    "params",
    [{"topic": "strategies"}, {"topic": "train"}, {"topic": "<script>"}, {"evil": "1"}, {"topic__units": "-1"}],
)
def test_a_crafted_address_gets_a_sentence_and_the_page(params, visit):
    app = visit(PAGE, **params)
    assert not app.exception
    assert app.warning
    assert not app.button(key=f"{PAGE}:apis/run").disabled
    assert app.number_input(key=f"{PAGE}:apis:topic.units").value == 16


def test_a_run_that_failed_says_why(visit, bench):
    bench.ending, bench.reason, bench.log = "failed", "It ended with *an* error.", "Traceback: no such device\n"
    app = press(visit(PAGE), "strategies")
    assert not app.exception
    assert "\\*an\\*" in app.error[0].value
    assert any("no such device" in text for text in texts(app, "code"))


def test_the_script_is_there_before_any_run(visit):
    app = visit(PAGE)
    app.segmented_control(key=f"{PAGE}/code").set_value("strategies").run()
    (shown,) = [text for text in texts(app, "code") if "def attempt(" in text]
    assert shown == script_of("strategies").rstrip()


def script_of(topic):
    from kvt.spec import parse

    return script(parse({"topic": topic}).spec)
