"""The page on threads and queues: what the pipelines come to is made up here."""

import ast
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from kvt.runs.status import Status
from kvt.script import script
from kvt.spec import parse
from kvt.views import topic
from kvt.views.outcomes import history

PAGE, KEY = "queues", "queues:pipelines"
YARDSTICKS = {
    "name": "yardsticks", "samples": 640, "serial_seconds": 1.12, "overlap_seconds": 0.48, "window": 0.448, "cores": 2,
}  # fmt: skip
RATES = {"plain generator": 500, "PyDataset, threads": 800, "queue runner": 900, "tf.queue, threads": 1000}


def pipeline(name, rate, error=""):
    told = {"name": "pipeline", "pipeline": name, "error": error, "samples": 0 if error else 640}
    if error:
        return told
    return told | {
        "checksum": 7, "timed_samples": 624, "timed_seconds": 624 / rate, "waited_seconds": 62.4 / rate,
        "first_step": 0.02, "last_end": 1.0, "spans": [[0, 0.0, 0.01]], "steps": [[0.02, 0.03]], "ready": [[0.0, 0]],
    }  # fmt: skip


FOUND = [YARDSTICKS, *(pipeline(name, rate) for name, rate in RATES.items())]


@pytest.fixture(autouse=True)
def story(bench, monkeypatch):
    """Runs end at once with what `bench.found` holds, all but the last of it where they still run."""
    bench.found = FOUND

    def end(run):
        ended = bench.ending == "completed"
        found = [{"kind": "result", **result} for result in bench.found]
        over = {"kind": "end", "time": 2.0, "reason": "completed", "steps": 0, "epochs": 0, "training_seconds": 1.0}
        events = [*found, over] if ended else found[:-1]
        run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
        run.log_path.write_text(bench.log)
        Status(state=bench.ending, reason=bench.reason, started=1.0).write(run.status_path)

    monkeypatch.setattr(bench, "end", end)


def press(app, what="run"):
    return app.button(key=f"{KEY}/{what}").click().run()


def texts(app, kind="markdown"):
    return [element.value for element in app.get(kind)]


def test_a_newcomer_finds_one_primary_button_and_what_to_look_for(visit):
    app = visit(PAGE)
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Run it"]
    assert any("Look for" in text for text in texts(app))
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert app.query_params == {}
    assert any("A run draws it" in text for text in texts(app, "caption"))


def test_one_press_answers_the_claim_and_draws_who_works_when(visit):
    app = press(visit(PAGE))
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["1\u00a0000/s", "2.0× faster", "10% → 10%", "all equal"]
    assert len(app.get("bidi_component")) == 2
    assert any("holds here" in text and "2\\.0× faster" in text for text in texts(app))


def test_any_pipeline_can_stand_beside_the_plain_one(visit):
    app = press(visit(PAGE))
    chosen = app.selectbox(key=f"{PAGE}/line")
    assert chosen.options == ["the fastest", *list(RATES)[1:]]
    chosen.set_value("queue runner").run()
    assert not app.exception
    assert any("queue runner" in text for text in texts(app, "caption"))


def test_it_fills_while_it_runs_and_can_be_stopped(visit, bench):
    bench.ending = "running"
    app = press(visit(PAGE))
    assert not app.exception
    assert app.metric[0].value == "900/s"
    press(app, "stop")
    assert len(bench.stopped) == 1


def test_stop_is_heard_in_the_moment_in_which_a_pipeline_ends(visit, bench, monkeypatch):
    bench.ending = "running"
    app = press(visit(PAGE))
    asked = []

    def told(run):
        asked.append(run)
        return SimpleNamespace(results=()) if len(asked) == 1 else history(run)

    monkeypatch.setattr(topic, "history", told)
    press(app, "stop")
    assert len(asked) > 2, "The page was not drawn anew."
    assert len(bench.stopped) == 1


def test_a_run_stopped_before_it_found_a_pipeline_leaves_no_header_alone(visit, bench):
    bench.ending, bench.found = "stopped", [YARDSTICKS]
    app = press(visit(PAGE))
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert any("A run draws it" in text for text in texts(app, "caption"))


def test_a_pipeline_that_broke_off_says_why_as_text(visit, bench):
    bench.found = [*FOUND[:-1], pipeline("tf.queue, threads", 0, "ValueError: <b>*no*</b> record")]
    app = press(visit(PAGE))
    assert not app.exception
    (told,) = [text for text in texts(app) if "before the first step" in text]
    assert "\\<b\\>\\*no\\*" in told
    assert app.metric[3].value == "all equal"


def test_pipelines_that_all_break_off_leave_the_claim_open(visit, bench):
    bench.found = [YARDSTICKS, pipeline("plain generator", 0, "ValueError: no"), pipeline("queue runner", 0, "E: no")]
    app = press(visit(PAGE))
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert any("open" in text and "no record broken" in text for text in texts(app))


def presets():
    tree = ast.parse((Path(__file__).parents[2] / "pages" / f"{PAGE}.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [ast.literal_eval(call.args[0]) for call in calls if getattr(call.func, "id", "") == "preset"]


@pytest.mark.parametrize("name", presets())
def test_every_preset_can_be_run_and_is_lit(name, visit, bench):
    app = visit(PAGE)
    app.button_group(key=f"{KEY}/preset").set_value(name).run()
    assert not app.exception
    assert not app.warning
    press(app)
    assert app.button_group(key=f"{KEY}/preset").value == name
    assert len(bench.races) == 1


def test_the_values_are_written_into_the_address_and_read_from_it(visit, bench):
    app = visit(PAGE)
    app.number_input(key=f"{KEY}:topic.step_ms").set_value(20.0).run()
    assert app.query_params == {"topic": "pipelines", "topic.step_ms": "20.0"}
    press(visit(PAGE, topic="pipelines", topic__work="native"))
    assert bench.races[-1][0].topic.work == "native"


def test_an_hour_of_work_is_refused_in_a_sentence(visit, bench):
    app = press(visit(PAGE, topic="pipelines", topic__work_ms="50", topic__batch="64", topic__batches="200"))
    assert not app.exception
    assert "would take 128" in app.warning[0].value
    assert bench.races == []
    assert any("There is no script yet" in text for text in texts(app, "caption"))


@pytest.mark.parametrize(
    "params",
    [{"topic": "train"}, {"topic": "<script>"}, {"evil": "1"}, {"topic": "pipelines", "topic__work_ms": "nan"}],
)
def test_a_crafted_address_gets_a_sentence_and_the_page(params, visit):
    app = visit(PAGE, **params)
    assert not app.exception
    assert app.warning
    assert not app.button(key=f"{KEY}/run").disabled


def test_a_run_that_failed_says_why(visit, bench):
    bench.ending, bench.reason, bench.log = "failed", "It ended with *an* error.", "Traceback: no memory\n"
    app = press(visit(PAGE))
    assert not app.exception
    assert "\\*an\\*" in app.error[0].value


def test_the_script_is_there_before_any_run(visit):
    (shown,) = [text for text in texts(visit(PAGE), "code") if "def queue_runner(" in text]
    assert shown == script(parse({"topic": "pipelines"}).spec).rstrip()
