import pytest

from kvt.runs.status import Status

PAGE = "hyperparameters"


@pytest.fixture
def open_page(visit):
    return lambda **params: visit(PAGE, **params)


def press(app, key):
    return app.button(key=f"{PAGE}/{key}").click().run()


def metrics(app):
    return [metric.value for metric in app.metric]


def texts(app, kind):
    return [element.value for element in app.get(kind)]


def test_a_newcomer_finds_one_button_and_a_knob_to_change(open_page):
    app = open_page()
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Race"]
    assert app.multiselect(key=f"{PAGE}/vary").value == ["training.optimizer.learning_rate"]
    assert app.query_params == {}
    assert metrics(app) == ["–"] * 4


def test_one_press_races_the_twins_and_answers(open_page, bench):
    app = press(open_page(), "race_button")
    assert not app.exception
    assert [spec.training.optimizer.learning_rate for spec in bench.races[0]] == [0.03, 0.003, 0.0003]
    assert {spec.route.kind for spec in bench.races[0]} == {"keras_fit"}
    assert "the same" in metrics(app)
    assert any("Learning rate 0\\.0003" in text for text in texts(app, "markdown"))


def test_a_link_names_what_varies(open_page, bench):
    app = open_page(vary="training.batch_size:16,32", dataset="digits")
    assert app.text_input(key=f"{PAGE}/vary/training.batch_size").value == "16, 32"
    press(app, "race_button")
    assert [spec.training.batch_size for spec in bench.races[0]] == [16, 32]
    assert {spec.dataset.kind for spec in bench.races[0]} == {"digits"}


def test_values_are_typed_and_written_into_the_address(open_page):
    app = open_page(vary="training.batch_size:16,32")
    app.text_input(key=f"{PAGE}/vary/training.batch_size").set_value("8, 16, 64").run()
    assert app.query_params == {"vary": "training.batch_size:8,16,64"}


@pytest.mark.parametrize("typed", ["", ",", "nan", "1e999", "<b>, [x](y)", ";training.epochs:x", "-3"])
def test_values_that_are_none_get_a_sentence_and_the_old_ones_stay(typed, open_page):
    app = open_page(vary="training.batch_size:16,32")
    app.text_input(key=f"{PAGE}/vary/training.batch_size").set_value(typed).run()
    assert not app.exception
    assert app.warning
    assert app.query_params == {"vary": "training.batch_size:16,32"}


def test_another_knob_brings_values_to_try(open_page, bench):
    app = open_page()
    app.multiselect(key=f"{PAGE}/vary").set_value(["engine.jit_compile"]).run()
    assert not app.exception
    press(app, "race_button")
    assert [spec.engine.jit_compile for spec in bench.races[0]] == ["auto", "on", "off"]


def test_two_knobs_change_in_step(open_page, bench):
    app = open_page(vary="training.batch_size:16,32")
    app.multiselect(key=f"{PAGE}/vary").set_value(["training.batch_size", "engine.jit_compile"]).run()
    press(app, "race_button")
    assert [(spec.training.batch_size, spec.engine.jit_compile) for spec in bench.races[0]] == [
        (16, "auto"), (32, "on"), (32, "off"),
    ]  # fmt: skip


def test_no_knob_at_all_is_one_plain_run(open_page, bench):
    app = open_page()
    app.multiselect(key=f"{PAGE}/vary").set_value([]).run()
    assert not app.exception
    press(app, "race_button")
    assert len(bench.races[0]) == 1


def test_a_knob_that_went_with_its_optimizer_is_told(open_page):
    app = open_page(vary="training.optimizer.beta_1:0.9,0.5")
    app.selectbox(key=f"{PAGE}:training.optimizer").set_value("sgd").run()
    assert not app.exception
    assert "There is no field" in app.error[0].value.replace("\\", "")
    assert app.button(key=f"{PAGE}/race_button").disabled


def test_a_knob_that_varies_is_not_in_the_form(open_page):
    app = open_page(vary="training.batch_size:16,32")
    assert f"{PAGE}:training.batch_size" not in [field.key for field in app.number_input]


@pytest.mark.parametrize("number", ["1.3", "1.4", "1.5"])
def test_an_open_claim_offers_the_race_that_answers_it(number, open_page, bench):
    app = press(open_page(), f"answer/{number}")
    assert not app.exception
    assert len(bench.races) == 1
    assert f"{PAGE}/answer/{number}" not in [button.key for button in app.button]


def test_an_answer_stays_when_another_race_is_shown(open_page):
    app = press(open_page(), "answer/1.4")
    app.button_group(key=f"{PAGE}/preset").set_value("XLA").run()
    press(app, "race_button")
    assert f"{PAGE}/answer/1.4" not in [button.key for button in app.button]


def test_twins_can_be_read_side_by_side_and_taken_along(open_page):
    app = press(open_page(), "race_button")
    assert app.selectbox(key=f"{PAGE}/right").value == "Learning rate 0.003"
    app.selectbox(key=f"{PAGE}/right").set_value("Learning rate 0.0003").run()
    assert not app.exception
    shown = "".join(element.proto.body for element in app.get("html"))
    assert "LEARNING_RATE" in shown
    labels = [element.proto.label for element in app.get("download_button")]
    assert labels == ["train.py", "Notebook", "Trained model", "Whole run"]


def test_the_examples_run_all_at_once_and_say_what_came_of_each(open_page, bench):
    bench.ending = "completed"
    app = open_page()
    assert app.button(key=f"{PAGE}/examples").label == "Run all 6"
    press(app, "examples")
    assert not app.exception
    recipes = {run.spec.topic.recipe for run in bench.store.list("visitor")}
    assert len(recipes) == 6
    assert app.button(key=f"{PAGE}/examples").label == "Run them again"


def test_an_example_that_raises_shows_its_error_as_it_is(open_page, bench):
    app = press(open_page(), "examples")
    for run in bench.store.list("visitor"):
        if run.spec.topic.version == "printed":
            run.log_path.write_text("Traceback (most recent call last):\nValueError: `<b>` [x](y)\n")
            Status(state="failed", reason="ValueError").write(run.status_path)
    app.run()
    assert not app.exception
    shown = [text for text in texts(app, "markdown") if "raises" in text]
    assert len(shown) == 3
    assert "`` ValueError: `<b>` [x](y) ``" in shown[0]


def test_the_code_of_an_example_is_one_click_away(open_page):
    app = open_page()
    before = len(app.get("html"))
    app.toggle(key=f"{PAGE}/examples/2").set_value(True).run()
    assert not app.exception
    assert len(app.get("html")) > before
