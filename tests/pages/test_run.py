"""One run's page: read by whoever has the id, changed by whose it is."""

import io
import json
import zipfile

import pytest

from kvt.runs.archive import stream
from kvt.runs.going_on import going_on
from kvt.runs.intake import take_in
from kvt.spec import parse
from kvt.views.going_on import before

SPEC = parse({"route": "tape_graph", "training.epochs": "2", "dataset": "digits"}).spec


@pytest.fixture
def run(bench):
    return bench.submit(SPEC, workspace="visitor", page="differences")


def labels(app):
    return [button.label for button in app.button]


def test_it_shows_what_the_run_came_to_and_its_script(visit, run):
    app = visit("run", id=run.id)
    assert not app.exception
    assert "Digits" in app.title[0].value and "Tape" in app.title[0].value
    assert [metric.label for metric in app.metric][-1].endswith("Took")
    assert app.code[0].value == run.script.strip()


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("Settings", "**2** :primary[●]"), ("Environment", "Private memory"), ("Log", "printed nothing"),
        ("Files", "spec"),
    ],
)  # fmt: skip
def test_each_part_is_there(visit, run, part, words):
    app = visit("run", id=run.id)
    app.segmented_control[0].set_value(part).run()
    assert not app.exception
    assert words in " ".join(element.value for element in [*app.markdown, *app.caption])


def test_any_id_that_a_run_may_have_has_a_page(visit, bench, monkeypatch):
    monkeypatch.setattr("kvt.runs.store._new_id", lambda: "a__b___c----0")
    run = bench.submit(SPEC, workspace="visitor", page="differences")
    assert not visit("run", id=run.id).exception


@pytest.mark.parametrize("id", ["", "nobody", "../x", "x" * 500])
def test_an_unknown_id_gets_a_sentence(visit, bench, id):
    app = visit("run", id=id)
    assert not app.exception
    assert "no such run" in app.info[0].value


def test_somebody_elses_is_read_and_not_changed(visit, bench):
    theirs = bench.submit(SPEC, workspace="somebody", page="differences")
    app = visit("run", id=theirs.id)
    assert not app.exception
    assert any("somebody else’s" in caption.value for caption in app.caption)
    assert set(labels(app)) == {"Open in its page", "Run again"}


def test_it_is_run_again_as_the_visitors_own(visit, bench):
    theirs = bench.submit(SPEC, workspace="somebody", page="differences")
    app = visit("run", id=theirs.id)
    app.button(key="run/again").click().run()
    assert not app.exception
    assert [run.spec for run in bench.store.list("visitor")] == [SPEC]


def test_it_opens_in_its_page_with_every_knob_and_the_whole_race(visit, bench):
    other = parse({"route": "keras_fit"}, SPEC).spec
    runs = bench.submit_race([other, SPEC], workspace="visitor", page="differences")
    app = visit("run", id=runs[1].id)
    app.button(key="run/back").click().run()
    assert not app.exception
    chosen = app.session_state["differences/experiment"]
    assert (chosen.spec, chosen.routes) == (other, ("keras_fit", "tape_graph"))
    assert app.session_state["differences/race"] == runs[0].about.race
    assert app.query_params["training.epochs"] == "2"


def test_a_story_opens_in_its_page_with_its_settings(visit, bench):
    spec = parse({"topic": "apis"}).spec
    run = bench.submit(spec, workspace="visitor", page="interaction:apis")
    app = visit("run", id=run.id)
    assert not app.exception
    app.button(key="run/back").click().run()
    assert not app.exception
    assert app.session_state["interaction:apis/experiment"].spec == spec


def test_a_brought_in_script_that_is_not_kvts_is_shown_with_a_warning_and_never_run(visit, bench, run):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(b"".join(stream([run])))) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            changed.writestr(name, b"print('evil')\n" if name.endswith("train.py") else source.read(name))
    (came,) = take_in(bench.store, target, workspace="visitor", room=10**9).runs
    app = visit("run", id=came.id)
    assert not app.exception
    assert "not what kvt writes" in app.warning[0].value
    app.button(key="run/again").click().run()
    newest = bench.store.list("visitor")[0]
    assert newest.id != came.id and newest.script == run.script


def test_what_was_brought_in_as_it_was_written_has_no_warning(visit, bench, run):
    (came,) = take_in(bench.store, io.BytesIO(b"".join(stream([run]))), workspace="visitor", room=10**9).runs
    assert len(visit("run", id=came.id).warning) == 0


@pytest.mark.parametrize("name", ["spec.json", "about.json", "events.jsonl", "status.json", "train.py", "log.txt"])
@pytest.mark.parametrize("content", [None, "{", '{"kind": "steps"}\n'])
def test_a_damaged_run_has_a_page_all_the_same(visit, bench, run, name, content):
    path = run.folder / name
    path.unlink() if content is None else path.write_text(content)
    bench.store = type(bench.store)(bench.store.root)
    app = visit("run", id=run.id)
    assert not app.exception
    assert app.title
    assert "Delete" in labels(app)


def test_a_run_that_goes_on_can_be_stopped(visit, bench):
    bench.ending = "running"
    run = bench.submit(SPEC, workspace="visitor", page="differences")
    app = visit("run", id=run.id)
    app.button(key="run/stop").click().run()
    assert bench.stopped == [run.id]


def test_what_a_story_found_is_shown_cut_where_it_would_keep_the_browser_busy(visit, bench):
    run = bench.submit(SPEC, workspace="visitor", page="differences")
    found = {"kind": "result", "name": "found at last"} | {f"key {number}": "x" * 100 for number in range(20_000)}
    with run.events_path.open("a") as file:
        file.write((json.dumps(found) + "\n") * 3)
    (shown,) = (code.value for code in visit("run", id=run.id).code if "found at last" in code.value)
    assert len(shown) < 15_000 and shown.endswith("…")


def test_a_story_that_goes_on_shows_what_it_has_found(visit, bench):
    bench.ending = "running"
    run = bench.submit(parse({"topic": "apis"}).spec, workspace="visitor", page="interaction:apis")
    run.events_path.write_text(json.dumps({"kind": "result", "name": "found at last"}) + "\n")
    app = visit("run", id=run.id)
    assert not app.exception
    assert any("It runs" in caption.value for caption in app.caption)
    assert any("found at last" in code.value for code in app.code)


def test_deleting_leads_back_to_the_table_with_a_way_back(visit, bench, run):
    app = visit("run", id=run.id)
    app.button(key="run/delete").click().run()
    assert not app.exception
    assert "runs/undo" in [button.key for button in app.button]


def left(run, **end):
    """The state of a run, as its script leaves it."""
    run.state_path.write_bytes(b"state")
    lines = run.events_path.read_text().splitlines()
    last = json.loads(lines[-1]) | end
    run.events_path.write_text("\n".join([*lines[:-1], json.dumps(last)]) + "\n")
    return run


def more(bench, run):
    spec, files = going_on(run, 1)
    return bench.submit(spec, files=files, workspace="visitor", page="run")


def test_a_run_runs_on_with_more_epochs_and_shows_the_curve_before_its_own(visit, bench, run):
    left(run)
    app = visit("run", id=run.id)
    app.number_input(key="run/more").set_value(3)
    app.button(key="run/on").click().run()
    assert not app.exception
    (new,) = [other for other in bench.store.list("visitor") if other.id != run.id]
    assert (new.spec.training.epochs, new.spec.start.epochs_done, new.spec.start.run) == (5, 2, run.id)
    assert (new.folder / "start.npz").read_bytes() == b"state"
    assert app.query_params["id"] == new.id
    assert [line.id for line in before(new)] == [run.id]


def test_a_second_continuation_shows_both_before_it(visit, bench, run):
    first = more(bench, left(run))
    second = more(bench, left(first, epochs=3))
    app = visit("run", id=second.id)
    assert not app.exception
    assert [line.id for line in before(second)] == [run.id, first.id]
    bench.store.delete(first)
    assert before(second) == []
    assert "an earlier run" in " ".join(caption.value for caption in visit("run", id=second.id).caption)


def test_what_cannot_run_on_says_why(visit, bench, run):
    app = visit("run", id=run.id)
    assert not app.exception
    assert any("left no state" in text.value for text in app.markdown)
    assert "Run on" not in labels(app)


def test_it_is_run_again_from_the_same_state(visit, bench, run):
    first = more(bench, left(run))
    app = visit("run", id=first.id)
    app.button(key="run/again").click().run()
    assert not app.exception
    newest = max(bench.store.list("visitor"), key=lambda other: other.about.created)
    assert newest.id != first.id and newest.spec == first.spec
    assert (newest.folder / "start.npz").read_bytes() == b"state"


def test_a_run_that_was_gone_on_from_opens_in_the_page_of_the_first_one(visit, bench, run):
    second = more(bench, left(more(bench, left(run)), epochs=3))
    app = visit("run", id=second.id)
    app.button(key="run/back").click().run()
    assert not app.exception
    chosen = app.session_state["differences/experiment"]
    assert (chosen.spec.training.epochs, chosen.spec.start.run, chosen.routes) == (4, "", ("tape_graph",))
    assert app.query_params["training.epochs"] == "4"
    bench.store.delete(run)
    assert "Open in Key differences" in labels(visit("run", id=second.id))


def test_a_trial_of_a_sweep_opens_where_ways_of_training_are_compared(visit, bench):
    run = bench.submit(SPEC, workspace="visitor", page="sweeps", race="s-0-0", sweep="s")
    app = visit("run", id=run.id)
    assert "Open in Key differences" in labels(app)
    app.button(key="run/back").click().run()
    assert not app.exception
    assert app.query_params["dataset"] == "digits"
    assert app.session_state["differences/experiment"].routes == ("tape_graph",)


def test_it_says_what_tells_it_from_the_other_trials_of_its_sweep(visit, bench):
    spec = parse({"training.optimizer.learning_rate": "0.125", "route": "tape_graph", "dataset": "digits"}).spec
    app = visit("run", id=bench.submit(spec, workspace="visitor", page="sweeps").id)
    assert r"Learning rate 0\.125 · " in app.markdown[0].value  # and not what the title says already
    assert "Digits" not in app.markdown[0].value
