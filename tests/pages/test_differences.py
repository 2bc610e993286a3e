import pytest

from kvt.errors import RunError
from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import titles
from kvt.spec.optimizers import Adam
from kvt.views import opening

PAGE = "differences"


def texts(app, kind):
    return [element.value for element in app.get(kind)]


def press(app, key):
    return app.button(key=f"{PAGE}/{key}").click().run()


def metrics(app):
    return [metric.value for metric in app.metric]


def test_a_newcomer_finds_one_button_and_what_to_look_for(visit):
    app = visit()
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Race"]
    assert any("Look for" in text for text in texts(app, "markdown"))
    assert metrics(app) == ["–"] * 4


def test_one_press_races_the_default_routes_and_answers(visit, bench):
    app = press(visit(), "race_button")
    assert not app.exception
    assert [spec.route.kind for spec in bench.races[0]] == ["keras_fit", "tape_graph", "epoch_graph_xla"]
    assert "bit for bit" in metrics(app)
    assert any("| Steps/s |" in text for text in texts(app, "markdown"))
    assert app.button(key=f"{PAGE}/race_button").label == "Race again"


def test_a_link_opens_the_same_experiment(visit, bench):
    app = visit(dataset="digits", training__epochs="5", routes="keras_fit,tape_eager")
    assert app.number_input(key=f"{PAGE}:training.epochs").value == 5
    press(app, "race_button")
    assert [spec.route.kind for spec in bench.races[0]] == ["keras_fit", "tape_eager"]
    assert {spec.dataset.kind for spec in bench.races[0]} == {"digits"}


def test_a_knob_is_written_into_the_address(visit):
    app = visit()
    app.number_input(key=f"{PAGE}:training.epochs").set_value(7).run()
    assert app.query_params == {"training.epochs": "7"}


def test_the_default_experiment_needs_no_parameters(visit):
    assert visit().query_params == {}


@pytest.mark.parametrize(
    "value",
    ["nan", "-1", "10000000000", "<script>alert(1)</script>", "[x](http://evil)", "__import__('os').system('x')"],
)
def test_a_crafted_address_gets_a_sentence_and_the_default(value, visit):
    app = visit(training__epochs=value, evil="1", routes=value)
    assert not app.exception
    assert app.number_input(key=f"{PAGE}:training.epochs").value == 20
    assert not app.button(key=f"{PAGE}/race_button").disabled
    warning = app.warning[0].value
    assert "There is no field" in warning.replace("\\", "")
    assert "<" not in warning.replace("\\<", "")
    assert "](" not in warning


def test_a_clash_is_told_and_holds_the_button(visit, bench):
    app = visit(training__batch_size="2000")
    assert app.button(key=f"{PAGE}/race_button").disabled
    assert "make the batch smaller" in app.error[0].value
    app.number_input(key=f"{PAGE}:training.batch_size").set_value(32).run()
    assert not app.button(key=f"{PAGE}/race_button").disabled
    assert not app.error


def test_a_typed_value_out_of_bounds_is_told_by_its_label(visit):
    app = visit()
    app.number_input(key=f"{PAGE}:training.optimizer.learning_rate").set_value(0.0).run()
    assert app.warning[0].value.startswith("Learning rate cannot be")
    assert app.number_input(key=f"{PAGE}:training.optimizer.learning_rate").value == Adam().learning_rate


def test_one_click_puts_everything_back(visit):
    app = visit(dataset="digits", training__epochs="5")
    press(app, "reset")
    assert app.selectbox(key=f"{PAGE}:dataset").value == "moons"
    assert app.query_params == {}
    assert app.button(key=f"{PAGE}/reset").disabled


def test_another_dataset_brings_its_own_knobs(visit):
    app = visit()
    app.selectbox(key=f"{PAGE}:dataset").set_value("dummy").run()
    assert not app.exception
    assert app.number_input(key=f"{PAGE}:dataset.columns").value == 100


def test_a_reload_finds_the_race_again_and_other_settings_do_not(visit):
    press(visit(training__epochs="5"), "race_button")
    assert "bit for bit" in metrics(visit(training__epochs="5"))
    assert metrics(visit(training__epochs="6")) == ["–"] * 4


def test_another_visitor_sees_nothing_of_it(visit, monkeypatch):
    from kvt.views import state

    press(visit(), "race_button")
    monkeypatch.setattr(state, "workspace", lambda: "another")
    assert metrics(visit()) == ["–"] * 4


def test_results_stay_when_a_knob_is_turned_and_say_that_they_are_of_before(visit):
    app = press(visit(), "race_button")
    app.number_input(key=f"{PAGE}:training.epochs").set_value(7).run()
    assert "bit for bit" in metrics(app)
    assert any("The settings have changed" in text for text in texts(app, "markdown"))


def test_while_a_race_runs_stop_stands_in_the_buttons_place(visit, bench):
    bench.ending = "running"
    app = press(visit(), "race_button")
    assert not [button for button in app.button if button.proto.type == "primary"]
    press(app, "stop")
    assert len(bench.stopped) == 3


def test_a_second_click_starts_no_second_race_and_other_settings_do(visit, bench, monkeypatch):
    bench.ending = "running"
    press(visit(), "race_button")
    monkeypatch.setattr(opening, "shown_runs", lambda page: [])  # the second click comes from a page not yet drawn anew
    press(visit(), "race_button")
    assert len(bench.races) == 1
    press(visit(training__epochs="5"), "race_button")
    assert len(bench.races) == 2


def test_what_kept_a_race_from_starting_is_said_until_one_starts(visit, bench, monkeypatch):
    def full(*_, **__):
        raise RunError("The disk is full: free space.")

    with monkeypatch.context() as now:
        now.setattr(bench, "submit_race", full)
        app = press(visit(), "race_button")
        assert "The disk is full" in app.warning[0].value
    assert not press(app, "race_button").warning


def test_a_run_whose_folder_was_taken_away_is_forgotten(visit, bench):
    app = press(visit(), "race_button")
    for run in bench.store.list("visitor"):
        run.spec_path.unlink()
    bench.store = Store(bench.store.root)  # which has read nothing yet
    app.run()
    assert not app.exception
    assert metrics(app) == ["–"] * 4


def test_a_damaged_event_is_told_and_breaks_nothing(visit, bench):
    app = press(visit(routes="keras_fit"), "race_button")
    run = bench.store.list("visitor")[0]
    run.events_path.write_text(
        run.events_path.read_text() + '{"kind": "steps", "first": 1, "count": 1, "loss": "%%"}\n'
    )
    app.run()
    assert not app.exception
    assert "damaged" in app.error[0].value


@pytest.mark.parametrize("state", ["failed", "killed", "lost"])
def test_a_run_that_went_wrong_says_why_and_shows_the_logs_end(state, visit, bench):
    bench.ending, bench.reason, bench.log = state, "The disk is <full>.", "Traceback\nOSError: no space"
    app = press(visit(routes="keras_fit"), "race_button")
    assert "Keras fit" in app.error[0].value
    assert "full" in app.error[0].value
    assert "<full>" not in app.error[0].value
    assert any("no space" in text for text in texts(app, "code"))


def test_an_open_claim_offers_the_race_that_answers_it(visit, bench):
    app = press(visit(), "answer/2.3")
    assert {"tape_eager", "tape_graph", "keras_fit"} <= {spec.route.kind for spec in bench.races[0]}
    assert f"{PAGE}/answer/2.3" not in [button.key for button in app.button]


def test_the_code_is_there_before_any_run(visit):
    app = visit()
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "GradientTape" in shown
    assert 'class="kvt-code' in shown


@pytest.mark.parametrize("route", titles("route"))
def test_every_route_can_be_read_beside_fit(route, visit):
    app = visit()
    app.selectbox(key=f"{PAGE}/right").set_value(route).run()
    assert not app.exception


def test_a_finished_race_can_be_taken_along(visit):
    app = press(visit(), "race_button")
    labels = [element.proto.label for element in app.get("download_button")]
    assert labels == ["train.py", "Notebook", "Trained model", "Whole run"]


def test_the_experiment_is_kept_over_a_visit_to_another_page(visit):
    app = visit(dataset="digits")
    app.switch_page("home.py").run()
    app.switch_page("differences.py").run()
    assert app.selectbox(key=f"{PAGE}:dataset").value == "digits"


def test_a_csv_is_asked_for_before_it_can_be_raced(visit):
    app = visit(dataset="csv")
    assert not app.exception
    assert "upload a CSV" in app.error[0].value
    assert app.button(key=f"{PAGE}/race_button").disabled


def test_a_table_that_is_not_here_is_asked_for_again(visit):
    app = visit(dataset="csv", dataset__digest="a" * 64, dataset__target="y")
    assert not app.exception
    assert "pload it again" in app.warning[0].value


def test_a_table_names_its_columns_as_they_are(visit, bench, tmp_path):
    from kvt.data import uploads

    rows = "\n".join(f"{number},{'yes' if number % 3 else 'no'}" for number in range(60))
    digest = uploads.save(tmp_path / "uploads", "visitor", f"<b>size</b>,**y**\n{rows}\n".encode())
    app = visit(dataset="csv", dataset__digest=digest, dataset__target="**y**")
    assert not app.exception
    assert not app.error
    press(app, "race_button")
    assert bench.races[0][0].dataset.labels == ("no", "yes")


def test_a_column_that_cannot_be_learned_leaves_the_others_to_choose(visit, bench, tmp_path):
    from kvt.data import uploads

    rows = "\n".join(f"{number},{'yes' if number % 3 else 'no'},name{number}" for number in range(60))
    digest = uploads.save(tmp_path / "uploads", "visitor", f"size,wanted,name\n{rows}\n".encode())
    app = visit(dataset="csv", dataset__digest=digest, dataset__target="name")
    assert not app.exception
    assert app.warning
    app.selectbox(key=f"{PAGE}/target").set_value("wanted").run()
    assert not app.warning
    press(app, "race_button")
    assert bench.races[0][0].dataset.target == "wanted"


def test_after_a_drawing_that_was_broken_off_the_browser_is_told_every_value_again(visit):
    def told(app):
        return [knob.proto.value for knob in app.number_input if knob.proto.set_value and not knob.disabled]

    app = visit()
    whole = told(app)
    assert told(app.run()) == []
    app.session_state["is_drawing"] = True  # a click came before the end, and what was drawn never left the server
    assert len(told(app.run())) == len(whole) > 5
    assert told(app.run()) == []


def test_stop_is_heard_in_the_moment_in_which_a_route_ends(visit, bench, monkeypatch):
    bench.ending = "running"
    app = visit()
    press(app, "race_button")
    first, *others = bench.active("visitor")
    get = bench.store.get

    def ends(run_id):
        Status(state="completed", started=1.0).write(first.status_path)
        return get(run_id)

    monkeypatch.setattr(bench.store, "get", ends)
    press(app, "stop")
    assert not app.exception
    assert {run.id for run in others} <= set(bench.stopped)
