"""The page of the debugger: what is found is made up here, and no process is started."""

import json
from types import SimpleNamespace

import pytest

from kvt.errors import JobError
from kvt.jobs import viewer as viewers
from kvt.runs.status import Status

PAGE = "debugger"
HEALTH = {"size": 32, "minus_inf": 0, "plus_inf": 0, "nan": 0, "negative": 1, "zero": 2, "positive": 29}
MORTEM = {
    "name": "post_mortem", "bytes": 7_000_000, "damage": "", "tensors": 260, "calls": 45, "op": "Log", "path": "Log_1",
    "step": 4, "inputs": [{"name": "add:0", **HEALTH}], **HEALTH, "minus_inf": 2, "line": 65, "lines": [355, 117, 65],
    "function": "cross_entropy", "inside": "", "losses": [1.5, None], "steps": 4, "bad_step": 4,
    "run_up": [{"op": op, "path": "add", "line": 65, **HEALTH} for op in ("AddV2", "Log")],
}  # fmt: skip
FAILED = {"said": "", "op": "", "line": None, "step": 4, "steps": 120, "spoiled": 33, "cured_losses": [1.0, 0.1]}
WATCHERS = [
    {"name": "watcher", "watcher": "none", **FAILED, "step": None, "steps_per_second": 1000.0},
    {"name": "watcher", "watcher": "stop", **FAILED, "steps": 4, "steps_per_second": 990.0},
    {
        "name": "watcher", "watcher": "check_numerics", **FAILED, "op": "Log", "line": 65, "steps_per_second": 500.0,
        "said": "Graph execution error:\n" + "x" * 300 + "\n!!! Detected Infinity or NaN in output 0 of <b> !!!\n",
    },
    {
        "name": "watcher", "watcher": "by_hand", **FAILED, "line": 138, "steps_per_second": 100.0,
        "said": "1 of 1 values of the loss are NaN or Inf",
    },
    {"name": "watcher", "watcher": "dump", "said": "", "op": "Log", "line": 65, "step": 4, "steps_per_second": 250.0},
]  # fmt: skip
FOUND = {
    "broken": [MORTEM, *WATCHERS],
    "dump": [MORTEM],
    "old_debugger": [
        {"name": "way", "way": "tf.Session()", "error": "AttributeError: no <i>Session</i>"},
        {"name": "way", "way": "readline", "error": "", "shown": "tfdbg> "},
        {"name": "way", "way": "watch_graph", "error": "", "tensors": 4, "op": "Log", "line": 72},
    ],
}


class Desk:
    """Stands where the viewer stands."""

    def __init__(self):
        self.there, self.trouble = None, ""

    def of(self, folder, workspace):
        return self.there

    def open(self, folder, workspace):
        if self.trouble:
            raise JobError(self.trouble)
        self.there = SimpleNamespace(state="starting", token="abc", reason="")


@pytest.fixture
def desk(monkeypatch):
    made = Desk()
    monkeypatch.setattr(viewers, "viewer", lambda: made)
    return made


@pytest.fixture(autouse=True)
def stories(bench, desk, monkeypatch):
    """Runs end at once with what is FOUND, and those that are watched leave a dump; killed ones tell nothing."""

    def end(run):
        kind = run.spec.topic.kind
        found = FOUND.get(kind, []) if bench.ending == "completed" else []
        if kind == "dump":
            found = [{**result, "run": run.spec.topic.dumped} for result in found]
        if kind == "broken":
            run.dump_path.mkdir()
        events = [{"kind": "result", **result} for result in found]
        if bench.ending == "completed":
            events.append(
                {"kind": "end", "time": 2.0, "reason": "completed", "steps": 0, "epochs": 0, "training_seconds": 1.0}
            )
        run.events_path.write_text("".join(json.dumps(event) + "\n" for event in events))
        run.log_path.write_text(bench.log)
        Status(state=bench.ending, reason=bench.reason, started=1.0).write(run.status_path)

    monkeypatch.setattr(bench, "end", end)


def press(app, topic="broken", what="run"):
    return app.button(key=f"{PAGE}:{topic}/{what}").click().run()


def texts(app, kind="markdown"):
    return [element.value for element in app.get(kind)]


def html(app):
    return "".join(element.proto.body for element in app.get("html"))


def test_a_newcomer_finds_one_primary_button_and_what_to_look_for(visit):
    app = visit(PAGE)
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Run it"]
    assert any("Look for" in text for text in texts(app))
    assert [metric.value for metric in app.metric] == ["–"] * 4
    assert app.query_params == {}


def test_one_press_names_the_operation_and_marks_its_line_in_the_script_that_ran(visit, bench):
    app = press(visit(PAGE))
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["Log", "line 65", "step 4", "4.0× slower"]
    (bad,) = [row for row in html(app).split('<div class="kvt-line') if row.startswith(" kvt-bad")]
    assert '<span class="kvt-number">65</span>' in bad
    assert any("holds here" in text for text in texts(app))
    assert any("logits" in element.value for element in app.info)


def test_watchers_stand_side_by_side_and_what_they_say_is_text(visit):
    app = press(visit(PAGE))
    (table,) = [text for text in texts(app) if "| Who watches |" in text]
    assert "the loss stays a number, and yet 33 weights are not" in table
    assert "Detected Infinity or NaN in output 0 of \\<b\\>" in table
    assert "2.0× slower, 500 steps/s" in table
    assert any("x" * 300 in text for text in texts(app, "code"))


def test_a_loss_that_only_the_dump_shows_is_explained_and_any_other_is_not(visit, monkeypatch):
    assert any("Watching changed" in text for text in texts(press(visit(PAGE))))
    seen = [WATCHERS[0] | {"step": 4}, *WATCHERS[1:]]
    monkeypatch.setitem(FOUND, "broken", [MORTEM, *seen])
    assert not any("Watching changed" in text for text in texts(press(visit(PAGE))))


@pytest.mark.parametrize(("buffer", "warned"), [(0, False), (200, True), (1000, False)])
def test_a_buffer_that_was_full_is_said_to_name_a_later_operation_perhaps(visit, buffer, warned):
    app = visit(PAGE)
    app.number_input(key=f"{PAGE}:broken:topic.buffer").set_value(buffer).run()
    app = press(app)
    assert not app.exception
    assert any("may have gone bad first" in element.value for element in app.warning) == warned


def test_another_fault_is_one_click_away_and_stands_in_the_address(visit, bench):
    app = visit(PAGE)
    app.button_group(key=f"{PAGE}:broken/fault").set_value("data").run()
    assert app.query_params == {"topic": "broken", "topic.fault": "data"}
    press(app)
    assert bench.races[-1][0].topic.fault == "data"


def test_a_dump_that_names_nothing_says_why(visit, monkeypatch):
    nothing = {name: MORTEM[name] for name in ("name", "bytes", "damage", "tensors", "calls")} | {"op": ""}
    monkeypatch.setitem(FOUND, "broken", [nothing])
    app = visit(PAGE)
    app.selectbox(key=f"{PAGE}:broken:topic.mode").set_value("SHAPE").run()
    app = press(app)
    assert not app.exception
    assert any("keeps no values" in element.value for element in app.info)
    assert any("Other watchers" in text for text in texts(app, "caption")), "A header stands alone."


def test_debugger_v2_starts_on_demand_and_offers_its_link(visit, desk):
    app = press(visit(PAGE))
    (button,) = [button for button in app.button if "Open in Debugger V2" in button.label]
    app = button.click().run()
    assert any("is starting" in button.label and button.disabled for button in app.button)
    desk.there.state = "ready"
    app = app.run()
    (link,) = app.get("link_button")
    assert link.proto.url.endswith("kvt/debugger/abc/#debugger-v2")


def test_a_debugger_v2_that_is_gone_or_refused_says_why(visit, desk):
    app = press(visit(PAGE))
    desk.there = SimpleNamespace(state="gone", token="abc", reason="Memory ran short.")
    app = app.run()
    assert any("Memory ran short" in text for text in texts(app, "caption"))
    desk.trouble = "Less is free."
    (button,) = [button for button in app.button if "Open in Debugger V2" in button.label]
    app = button.click().run()
    assert any("Less is free" in element.value for element in app.warning)


def test_a_killed_run_says_so_and_its_dump_can_be_read(visit, bench):
    bench.ending, bench.reason = "killed", "It wrote more than *300* MB."
    app = press(visit(PAGE))
    assert "\\*300\\*" in app.error[0].value
    bench.ending = "completed"
    (read,) = [button for button in app.button if button.label == "Read this dump"]
    app = read.click().run()
    assert not app.exception
    assert bench.races[-1][0].topic.kind == "dump"
    assert "kvt-bad" in html(app)


def test_the_old_debugger_tells_what_runs_and_what_raises(visit):
    app = press(visit(PAGE), "old_debugger")
    (table,) = [text for text in texts(app) if "A way to use it" in text]
    assert "no \\<i\\>Session\\<\\/i\\>" in table or "no \\<i\\>Session\\</i\\>" in table
    assert "line 72" in table


@pytest.mark.parametrize("params", [{"topic": "dump"}, {"topic": "<script>"}, {"evil": "1"}, {"topic__steps": "-1"}])
def test_a_crafted_address_gets_a_sentence_and_the_page(params, visit):
    app = visit(PAGE, **params)
    assert not app.exception
    assert app.warning
    assert not app.button(key=f"{PAGE}:broken/run").disabled
