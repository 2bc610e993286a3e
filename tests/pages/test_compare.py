"""The page that compares: any runs, named by the address."""

import json
import re
from urllib.parse import unquote

import numpy as np
import pytest

from kvt.runs.event import encode
from kvt.runs.notes import Notes
from kvt.spec import parse
from kvt.views import compare_page, compare_pair, compare_picture, compare_runs, compare_table
from kvt.views.compare_choose import called, groups
from kvt.views.compare_legend import DASHES, SHAPES
from kvt.web.boards import names

RACE = [{"route": "keras_fit"}, {"route": "tape_graph"}]


@pytest.fixture
def race(bench):
    """race({"route": "keras_fit"}, …): completed runs of these settings, of one race."""

    def begin(*settings, workspace="visitor", page="differences"):
        specs = [parse({"training.epochs": "2", "dataset.samples": "100"} | one).spec for one in settings or RACE]
        return bench.submit_race(specs, workspace=workspace, page=page)

    return begin


@pytest.fixture
def compare(visit):
    """compare(*runs, look="Code"): the page on these runs, without an exception."""

    def open_page(*runs, **params):
        app = visit("compare", runs=",".join(getattr(run, "id", run) for run in runs), **params)
        assert not app.exception
        return app

    return open_page


@pytest.fixture
def drawn(monkeypatch):
    """The figures that the pages drew, by key."""
    found = {}
    for module in (compare_picture, compare_pair, compare_page.draw_scatter.__module__):
        name = module if isinstance(module, str) else module.__name__
        monkeypatch.setattr(f"{name}.plot", lambda figure, *, key, **_: found.__setitem__(key, figure))
    return found


def rewrite(run, loss, **fields):
    """Have a run tell other losses."""
    events = [json.loads(line) for line in run.events_path.read_text().splitlines()]
    events[1] |= {"loss": encode(np.array(loss, np.float32)), "accuracy": encode(np.array(loss, np.float32))}
    run.events_path.write_text("".join(json.dumps(event) + "\n" for event in [*events[:2], *fields.get("more", ())]))


def html(app):
    return next(item.proto.body for item in app.get("html") if "kvt-compare" in item.proto.body)


def said(app):
    items = [item.value for kind in (app.markdown, app.caption, app.warning, app.info) for item in kind]
    return "\n".join(items).replace("\\", "")  # as it is read, not as it is escaped


def address(app, name):
    return "".join(app.query_params[name])  # AppTest has lists of one before the page has set it, and text after


def traces(drawn):
    return [trace["name"] for trace in drawn["compare/curves"]["data"]]


def test_two_runs_are_drawn_and_only_what_differs_is_in_the_table(compare, race, drawn):
    app = compare(*race())
    assert "They differ in **Route**" in said(app)
    assert traces(drawn) == ["1. Keras fit", "2. Tape, tf.function"]
    rows = re.findall(r'scope="row">([^<]*)', html(app))
    assert rows[0] == "Route" and "Epochs" not in rows
    assert "Training loss" in rows and "State" not in rows


def test_nothing_chosen_offers_the_last_races(compare, race):
    app = compare()
    assert "nothing to compare yet" in said(app)
    assert [button.label for button in app.button if button.proto.type == "primary"] == [
        "Race Keras against TensorFlow"
    ]
    race({}, page="cnn")
    runs = race()
    app = compare()
    label = app.button(key="compare/suggest/0").label
    assert label.startswith("Race of 2 runs · Two moons, Multilayer perceptron · ")
    app = app.button(key="compare/suggest/0").click().run()
    assert not app.exception
    assert address(app, "runs") == ",".join(run.id for run in runs)
    assert "They differ in **Route**" in said(app)


def test_one_run_asks_for_another(compare, race):
    [run] = race({})
    app = compare(run)
    assert "1 run: choose another one" in said(app)
    assert "Choose a second run" in said(compare(run, look="Losses apart"))


def test_equal_settings_say_so(compare, race):
    app = compare(*race({}, {}))
    assert "2 runs with the same settings." in said(app)
    assert "what differs is chance" in said(app)
    assert "same settings" in said(compare(*race({}, {}), look="One setting"))
    assert "same settings" in said(compare(*race({}, {}), look="All at once"))


def test_another_visitors_runs_can_be_compared_by_who_knows_their_ids(compare, race, drawn):
    compare(*race(workspace="somebody"))
    assert len(traces(drawn)) == 2


def test_what_is_not_there_or_cannot_be_read_gets_a_sentence(compare, race, bench):
    kept, gone, damaged, other = race(*RACE, *RACE)
    bench.store.delete(gone)
    damaged.spec_path.write_text("{}{")
    bench.store.get(damaged.id).__dict__.pop("spec", None)
    app = compare(kept, gone, "nonsense", "../../etc", kept, damaged, other)
    assert "3 runs are not there" in said(app)
    assert "1 run cannot be compared" in said(app)
    assert "2 runs. They differ in" in said(app)


def test_two_hundred_runs_are_too_many(compare, race):
    runs = race(*[{"seeds.data": str(seed)} for seed in range(3)])
    app = compare(*runs, *(f"unknown{number}" for number in range(197)))
    assert f"takes {compare_runs.MOST} runs: the other 100 are left out" in said(app)
    assert "97 runs are not there" in said(app)
    assert "3 runs. They differ in **Data seed**" in said(app)


def test_who_has_no_curve_and_why(compare, race, drawn, bench):
    fit, broken, torn, regression = race({}, {"route": "tape_graph"}, {"training.epochs": "3"}, {"dataset": "sine"})
    rewrite(broken, [0.5, np.nan], more=[{"kind": "nan", "step": 2}])
    torn.events_path.write_text('{"kind": "steps", "first": 1}\n')
    [story] = race({"topic": "attention"})
    app = compare(fit, broken, torn, regression, story)
    words = said(app)
    assert "Without validation values, so that their training is drawn: runs 1, 2 and 4" in words
    assert "Run 2: its loss was no number any more at step 2" in words
    assert "Run 3: The run's events do not begin with its start" in words
    assert "since they are stories: run 5" in words
    assert "one being lower says nothing" in words
    assert len(traces(drawn)) == 3
    compare(fit, regression, measure="Accuracy")
    assert traces(drawn) == ["1. Dataset Two moons"]
    assert "None of these runs has curves" in said(compare(story))


def test_a_choice_in_the_address_is_taken_and_nonsense_is_not(compare, race, drawn):
    runs = race()
    compare(*runs, measure="Accuracy", along="Epochs", log="true", smoothing="10")
    layout = drawn["compare/curves"]["layout"]
    assert (layout["yaxis"]["title"]["text"], layout["yaxis"]["type"]) == ("accuracy", "log")
    assert layout["xaxis"]["title"]["text"] == "epochs"
    app = compare(*runs, measure="<b>", along="7", log="x", smoothing="1e9", look="?", pair="a,b,c")
    assert drawn["compare/curves"]["layout"]["xaxis"]["title"]["text"] == "steps"
    assert "Route" in html(app)


def test_a_run_that_grows_is_read_again(compare, race, drawn):
    run, other = race()
    compare(run, other)
    before = drawn["compare/curves"]["data"][0]["y"]
    rewrite(run, [0.1, 0.2, 0.3])
    compare(run, other)
    assert drawn["compare/curves"]["data"][0]["y"] != before


def test_twins_are_equal_or_part_at_a_step(compare, race, drawn):
    one, other = race()
    app = compare(one, other, look="Losses apart")
    assert "**equal to the last bit**" in said(app)
    assert "compare/gap" not in drawn
    steps = len(one.history().steps)
    loss = np.linspace(0.7, 0.1, steps, dtype=np.float32)
    rewrite(other, [*loss[:3], *(loss[3:] + 0.25)])
    app = compare(one, other, look="Losses apart")
    assert "**part at step 4**" in said(app) and "0.25 apart" in said(app)
    assert "compare/gap" in drawn


def test_the_pair_is_in_the_address(compare, race):
    runs = race(*RACE, {"training.batch_size": "8"})
    app = compare(*runs, look="Code", pair=f"{runs[2].id},{runs[0].id}")
    assert [box.value for box in app.selectbox][:2] == [runs[2].id, runs[0].id]
    app = app.selectbox[1].set_value(runs[1].id).run()
    assert not app.exception
    assert address(app, "pair") == f"{runs[2].id},{runs[1].id}"


def test_one_script_twice_is_the_same_byte_for_byte(compare, race):
    one, other = race({}, {})
    assert "same script, byte for byte" in said(compare(one, other, look="Code"))


def test_one_setting_against_one_figure(compare, race, drawn):
    app = compare(*race(), look="One setting", setting="Route", figure="Training loss")
    assert app.selectbox(key="setting").value == "Route"
    assert [trace["name"] for trace in drawn["compare/scatter"]["data"]] == ["1. Keras fit", "2. Tape, tf.function"]


def test_all_settings_at_once(compare, race, drawn):
    compare(*race(), look="All at once")
    labels = [axis["label"] for axis in drawn["compare/parallel"]["data"][0]["dimensions"]]
    assert labels == ["Route", "Speed (steps/s)"]


def test_tensorboard_opens_on_exactly_these_runs(compare, race):
    runs = race(*RACE, {"training.batch_size": "8"})
    assert "has written records" in said(compare(*runs, look="TensorBoard"))
    for run in runs:
        (run.folder / "tb").mkdir()
    app = compare(*runs[:2], look="TensorBoard")
    [link] = [unquote(item.proto.url) for item in app.get("link_button")]
    called = list(names.folders(runs))
    shown = [bool(re.search(re.search(r"runFilter=(.*)#", link)[1], name)) for name in called]
    assert sorted(shown) == [False, True, True]


def test_text_of_others_is_never_markup(compare, race, drawn, monkeypatch):
    monkeypatch.setattr(compare_runs, "labels", lambda specs: ['<img src=x onerror="alert(1)">'] * len(specs))
    compare_runs._told_apart.cache_clear()
    try:
        app = compare(*race())
    finally:
        compare_runs._told_apart.cache_clear()
    assert "<img src=x" not in html(app)
    assert "<img" not in traces(drawn)[0]


def test_races_sweeps_and_tags_are_offered_whole(race, bench):
    first, second = race(), race(*RACE, {"training.batch_size": "8"}, page="cnn")
    alone = race({})
    found = groups(bench.store.list("visitor"))
    assert list(found.values()) == [[run.id for run in second], [run.id for run in first]]
    assert all(alone[0].id not in ids for ids in found.values())


def test_a_runs_name_does_not_depend_on_what_else_is_chosen(race):
    runs = race({}, {}, {"training.batch_size": "8"})
    names = called(runs)
    assert len(set(names.values())) == 3
    assert "batch size 8" in names[runs[2].id]
    for run in runs:
        assert called([run]) == {run.id: names[run.id]}


def test_the_chooser_adds_a_group_and_takes_runs_away(compare, race, bench):
    first, second = race(), race()
    second[0].notes.but(tags=("good",)).write(second[0].notes_path)
    assert Notes.read(second[0].notes_path).tags == ("good",)
    app = compare(*first)
    app.session_state["compare/choose"] = True
    app.run()
    assert not app.exception
    app.selectbox(key="compare/group").set_value("tag · good").run()
    app.button(key="compare/add").click().run()
    assert not app.exception
    assert address(app, "runs") == ",".join(run.id for run in (*first, second[0]))
    app.multiselect(key="compare/runs").set_value([second[0].id]).run()
    assert not app.exception
    assert address(app, "runs") == second[0].id


def test_every_look_has_a_swatch():
    from kvt.figures.compare_looks import looks

    for look in looks(["keras_fit", "keras_train_step", "tape_eager", "module_graph", *["epoch_graph_xla"] * 96]):
        assert look.dash in DASHES and look.symbol in SHAPES


def test_the_best_is_bold_only_where_figures_can_be_held_against_each_other(compare, race):
    one, other = race({"dataset": "sine"}, {"dataset": "sine", "training.loss": "huber"})
    rewrite(other, [0.01] * 10, more=[])
    found = compare_table.rows(compare_runs.Comparison((one, other), ("1. a", "2. b"), (), ()))
    loss = next(row for row in found if row.title == "Training loss")
    assert loss.best == ()
    one, other = race({}, {"training.batch_size": "8"})
    rewrite(other, [0.01] * 10, more=[])
    found = compare_table.rows(compare_runs.Comparison((one, other), ("1. a", "2. b"), (), ()))
    assert next(row for row in found if row.title == "Training loss").best == (1,)
