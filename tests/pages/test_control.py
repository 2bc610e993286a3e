"""The page on control: what is found is made up here."""

import json

import pytest

from kvt.runs.commands import Command, sent
from kvt.runs.status import Status
from kvt.script import script
from kvt.spec import parse

PAGE = "control"
NAMES = ("first/kernel", "first/bias")
CASES = ("before compile", "after fit", "after fit, compiled")


def case(name, way, moved):
    return {
        "name": "case", "case": name, "way": way, "chosen": ["first/kernel"], "frozen_epoch": 1,
        "says_frozen": ["first/kernel"], "losses": [0.7, 0.3], "moved_late": {"first/kernel": moved, "first/bias": 0.1},
        "moved": {variable: [0.0, 0.5, 0.5 + moved] for variable in NAMES},
    }  # fmt: skip


def operated(way, last):
    norms = [[1.0, 2.0], [0.5, 1.0]]
    spread = [[[1, 2], [3, 4]]] * 2
    found = {"name": "run", "way": way, "loss": [0.7, last], "before": norms, "after": norms}
    return found | {"spread_before": spread, "spread_after": spread}


FOLLOWED = {
    "variable": "step", "dtype": "int32", "trainable": False, "followed": False, "gradient": None, "value": 2.0,
}  # fmt: skip
FOUND = {
    "freezing": [
        *(case(name, way, 0.25 * (name == "after fit")) for name in CASES for way in ("keras", "by hand")),
        {"name": "followed", "variables": [FOLLOWED]},
    ],
    "gradients": [
        {"name": "layers", "layers": ["first", "last"], "low": -7.0, "high": 1.0, "bins": 2},
        operated("untouched", 0.1),
        operated("train_step", 0.2),
        operated("loop", 0.2),
        {"name": "run", "way": "argument", "loss": [0.7, 0.2], "arguments": {"global_clipnorm": 0.1}},
    ],
    "extensions": [
        {"name": "layer", "state": "with build", "error": "", "losses": [0.7, 0.3], "apart": 1e-8},
        {"name": "loss", "apart": 0.0, "losses": [0.7, 0.3], "metric": [0.5, 0.9], "metric_apart": 0.0},
    ],
}


@pytest.fixture(autouse=True)
def stories(bench, monkeypatch):
    """Stories end at once with what is FOUND, all but the last of it where they still run; steered runs train."""
    train = bench.end

    def end(run):
        if run.spec.topic.kind not in FOUND:
            train(run)
            return
        found = [{"kind": "result", **result} for result in FOUND[run.spec.topic.kind]]
        over = {"kind": "end", "time": 2.0, "reason": "completed", "steps": 0, "epochs": 0, "training_seconds": 1.0}
        events = [*found, over] if bench.ending == "completed" else found[:-1]
        run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
        run.log_path.write_text(bench.log)
        Status(state=bench.ending, reason=bench.reason, started=1.0).write(run.status_path)

    monkeypatch.setattr(bench, "end", end)


def press(app, key):
    return app.button(key=f"{PAGE}{key}").click().run()


def texts(app, kind="markdown"):
    return [element.value for element in app.get(kind)]


def badges(app):
    return [text for text in texts(app) if "-badge[" in text and ("holds" in text or "open" in text)]


def test_a_newcomer_finds_one_primary_button_and_what_to_look_for(visit):
    app = visit(PAGE)
    assert not app.exception
    assert [button.key for button in app.button if button.proto.type == "primary"] == [f"{PAGE}:freezing/run"]
    assert any("Look for" in text for text in texts(app))
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert len(badges(app)) == 3
    assert app.query_params == {}


def test_every_story_run_answers_every_claim(visit):
    app = visit(PAGE)
    for topic in FOUND:
        app = press(app, f":{topic}/run")
        assert not app.exception
    assert [metric.value for metric in app.metric] == [
        "stands still", "moves 0.25", "stands still", "equal to the last bit",
    ]  # fmt: skip
    assert ["holds here" in text for text in badges(app)] == [True] * 3
    assert "first/kernel is frozen" in app.warning[0].value.replace("\\", "")


def test_what_is_found_so_far_is_drawn_while_it_runs(visit, bench):
    bench.ending = "running"
    app = visit(PAGE)
    for topic in FOUND:
        app = press(app, f":{topic}/run")
        assert not app.exception
    press(app, ":freezing/stop")
    assert len(bench.stopped) == 1


def test_an_operation_shows_its_own_strength_alone(visit):
    app = visit(PAGE)
    shown = lambda: {box.key.rpartition(".")[2] for box in app.number_input if ":gradients:" in box.key}
    assert shown() == {"limit", "rate", "steps"}
    app.selectbox(key=f"{PAGE}:gradients:topic.operation").set_value("noise").run()
    assert shown() == {"deviation", "rate", "steps"}
    app.selectbox(key=f"{PAGE}:gradients:topic.operation").set_value("centralise").run()
    assert shown() == {"rate", "steps"}
    assert not app.exception


def test_how_sizes_spread_is_drawn_for_who_asks(visit):
    app = press(visit(PAGE), ":gradients/run")
    app.toggle(key=f"{PAGE}/spread").set_value(True).run()
    app.segmented_control(key=f"{PAGE}/when").set_value("after").run()
    assert not app.exception


def test_buttons_are_commands_in_the_runs_folder(visit, bench):
    bench.ending = "running"
    app = press(visit(PAGE), "/steer")
    (run,) = bench.active("visitor")
    assert (run.spec.topic.kind, run.spec.route.kind) == ("steering", "tape_graph")
    assert app.button(key=f"{PAGE}/steer/pause").label == "Pause"
    app = press(app, "/steer/pause")
    assert app.button(key=f"{PAGE}/steer/pause").label == "Play"
    app = press(app, "/steer/step")
    app.select_slider(key=f"{PAGE}/steer/rate").set_value(0.01).run()
    app = press(app, "/steer/pause")
    assert app.button(key=f"{PAGE}/steer/pause").label == "Pause"
    assert sent(run) == [
        Command(do="pause"), Command(do="step"), Command(do="rate", rate=0.01), Command(do="play"),
    ]  # fmt: skip
    again = visit(PAGE)  # a reload: the run is found again, and what it was told last
    assert again.select_slider(key=f"{PAGE}/steer/rate").value == 0.01
    press(again, "/steer/stop")
    assert bench.stopped == [run.id]


def test_a_command_that_cannot_be_written_gets_a_sentence(visit, bench):
    bench.ending = "running"
    app = press(visit(PAGE), "/steer")
    (run,) = bench.active("visitor")
    (run.folder / "control.jsonl").mkdir()
    app = press(app, "/steer/pause")
    assert not app.exception
    assert "could not be written" in app.warning[0].value


def test_a_steered_run_is_repeated_both_ways_at_its_recorded_rates(visit, bench):
    app = visit(PAGE)
    app.segmented_control(key=f"{PAGE}/steered").set_value("keras_fit").run()
    app = press(app, "/steer")
    (run,) = bench.store.list("visitor")
    lines = run.events_path.read_text().splitlines(keepends=True)
    told = {"kind": "result", "name": "control", "step": 7, "do": "rate", "rate": 0.3}
    run.events_path.write_text("".join([*lines[:-1], json.dumps(told) + "\n", lines[-1]]))
    from kvt.views import outcomes

    outcomes._follower.clear()
    app = press(app.run(), "/repeat")
    assert not app.exception
    specs = bench.races[-1]
    assert [spec.route.kind for spec in specs] == ["tape_graph", "keras_fit"]
    assert all(spec.topic.rates == ((7, 0.3),) and spec.topic.replayed for spec in specs)
    assert "RATES = ((7, 0.3),)" in script(specs[0])
    assert "control.jsonl" not in script(specs[0])
    assert any("nobody steering: losses" in text for text in texts(app))


def test_the_settings_are_written_into_the_address_and_read_from_it(visit, bench):
    app = visit(PAGE)
    app.selectbox(key=f"{PAGE}:freezing:topic.frozen").set_value("last").run()
    assert app.query_params == {"topic": "freezing", "topic.frozen": "last"}
    press(visit(PAGE, topic="freezing", topic__frozen="second"), ":freezing/run")
    assert bench.races[-1][0].topic.frozen == "second"


@pytest.mark.parametrize(
    "params", [{"topic": "steering"}, {"topic": "train"}, {"topic": "freezing", "topic__frozen": "__class__"}]
)
def test_a_crafted_address_gets_a_sentence_and_the_page(params, visit):
    app = visit(PAGE, **params)
    assert not app.exception
    assert app.warning
    assert app.selectbox(key=f"{PAGE}:freezing:topic.frozen").value == "first/kernel"


def test_recorded_rates_come_from_no_address(visit, bench):
    parsed = parse({"topic": "steering", "topic.rates": "((1, __import__('os')),)"})
    assert parsed.problems
    assert parsed.spec.topic.rates == ()
