"""Another model on the page of the race: its own knobs, its own clashes, its own script."""


def test_a_model_brings_its_own_knobs(visit):
    app = visit(dataset="digits")
    app.selectbox(key="differences:model").set_value("cnn").run()
    assert not app.exception
    assert app.text_input(key="differences:model.filters").value == "32"
    assert "differences:model.hidden" not in {field.key for field in app.text_input}
    app.text_input(key="differences:model.filters").set_value("8").run()
    assert app.query_params["model"] == "cnn"
    assert app.query_params["model.filters"] == "8"


def test_a_convolution_without_images_is_told_and_holds_the_button(visit, bench):
    app = visit(model="cnn")
    assert "slides over images" in app.error[0].value
    assert app.button(key="differences/race_button").disabled


def test_all_routes_of_a_convolutional_network_can_be_raced(visit, bench):
    app = visit(model="cnn", dataset="digits", routes="keras_fit,module_graph,epoch_graph_xla")
    app.button(key="differences/race_button").click().run()
    assert not app.exception
    assert [spec.model.kind for spec in bench.races[0]] == ["cnn"] * 3
