"""The page on convolutional networks: races and stories that are over at once, with figures made up."""

import json

import numpy as np
import pytest
import streamlit as st

from kvt.runs.event import encode
from kvt.runs.status import Status

PAGE = "cnn"
IMAGE = [[0.0] * 3 + [1.0] * 5] * 8
PADDED = [[0.0] * 10] + [[0.0, *row, 0.0] for row in IMAGE] + [[0.0] * 10]
KERNELS = [[[0.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 0.0]], [[1.0] * 3] * 3]
MAPS = [[[2 * value for value in row] for row in IMAGE], IMAGE]
FOUND = {
    "summed_loss": [
        {"name": "training", "optimizer": optimizer, "way": way, "loss": loss, "accuracy": 0.9}
        for optimizer, printed in (("Adam", 0.1), ("SGD", 2.3))
        for way, loss in (("fit", 0.1), ("mean", 0.1), ("a value a sample", printed))
    ],
    "inserted_layer": [
        {"name": "layer", "state": "printed", "error": "ValueError: rank 1 <b>so</b>"},
        {"name": "layer", "state": "repaired", "error": "", "losses": [1.7, 0.2], "accuracy": 0.97},
    ],
    "attention": [
        {"name": "attention", "way": way, "losses": [2.1, 0.3], "accuracy": 0.95} for way in ("Keras", "by hand")
    ],
    "convolution": [
        {
            "name": "convolution", "label": 7, "image": IMAGE, "padded": PADDED, "filters": ["twice", "sum"],
            "kernels": KERNELS,
        },
        *(
            {"name": "maps", "way": way, "maps": MAPS, "apart": 1e-7, "seconds": 0.001}
            for way in ("keras.layers.Conv2D", "tf.nn.conv2d", "loops")
        ),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def made_up(bench, monkeypatch):
    """Stories find what FOUND has; of every race 98 % of the held-out images come out right."""
    usual = bench.end

    def end(run):
        usual(run)
        if bench.ending != "completed":
            return
        over = {"kind": "end", "time": 2.0, "reason": "completed", "steps": 0, "epochs": 0, "training_seconds": 1.0}
        if run.spec.topic.kind == "train":
            right = encode(np.array([0.98], np.float32))
            first = {"kind": "epochs", "time": 1.0, "first": 1, "count": 1, "val_loss": right, "val_accuracy": right}
            lines = run.events_path.read_text().splitlines(keepends=True)
            lines.insert(-1, json.dumps(first) + "\n")
        else:
            found = [{"kind": "result", **result} for result in FOUND.get(run.spec.topic.kind, [])]
            lines = [json.dumps(event) + "\n" for event in [*found, over]]
        run.events_path.write_text("".join(lines))
        Status(state="completed", started=1.0).write(run.status_path)

    monkeypatch.setattr(bench, "end", end)


def press(app, key):
    return app.button(key=key).click().run()


def texts(app, kind="markdown"):
    return [element.value for element in app.get(kind)]


def badges(app):
    return [text for text in texts(app) if "-badge[" in text and ("holds" in text or ":material/pending:" in text)]


def html(app):
    return " ".join(element.proto.body for element in app.get("html"))


def test_a_newcomer_finds_digits_a_convolutional_network_and_one_button(visit):
    app = visit(PAGE)
    assert not app.exception
    assert [button.label for button in app.button if button.proto.type == "primary"] == ["Race"]
    assert app.button_group(key=f"{PAGE}/preset").value == "Digits"
    assert app.text_input(key=f"{PAGE}:model.filters").value == "32"
    assert len(badges(app)) == 5
    assert app.query_params == {}


def test_the_race_says_how_many_images_are_told_right(visit, bench):
    app = press(visit(PAGE), f"{PAGE}/race_button")
    assert not app.exception
    assert [spec.model.kind for spec in bench.races[0]] == ["cnn"] * 3
    assert app.metric[0].value == "98.0%"
    assert "holds here" in badges(app)[0]


def test_every_claim_is_answered_by_a_press_each(visit):
    app = press(visit(PAGE), f"{PAGE}/race_button")
    for topic in FOUND:
        app = press(app, f"{PAGE}:{topic}/run")
        assert not app.exception
    assert not [text for text in badges(app) if ":material/pending:" in text]
    assert not any("<b>" in text for text in badges(app))


def test_the_sum_of_the_chosen_pixel_is_shown(visit):
    app = press(visit(PAGE), f"{PAGE}:convolution/run")
    app.slider(key=f"{PAGE}/row").set_value(5)
    app.slider(key=f"{PAGE}/column").set_value(4).run()
    assert not app.exception
    assert any("Sum of the 9 products: **2.000000**" in text for text in texts(app))
    app.button_group(key=f"{PAGE}/filter").set_value("sum").run()
    assert any("Sum of the 9 products: **6.000000**" in text for text in texts(app))
    assert "The window" in html(app)


def test_xla_is_raced_with_both_ways_to_sum(visit, bench):
    app = visit(PAGE)
    app.button_group(key=f"{PAGE}/preset").set_value("XLA: won or lost?").run()
    press(app, f"{PAGE}/race_button")
    raced = [(spec.route.kind, spec.model.convolution) for spec in bench.races[0]]
    assert len(set(raced)) == 4


def test_a_download_that_fails_says_what_to_do(visit, bench):
    app = visit(PAGE)
    app.button_group(key=f"{PAGE}/preset").set_value("MNIST").run()
    bench.ending, bench.reason = "failed", "MNIST is not here yet: connect to the network."
    app = press(app, f"{PAGE}/race_button")
    assert not app.exception
    assert any("connect to the network" in text for text in [*texts(app, "error"), *texts(app)])


def test_defaults_of_this_page_are_its_own(visit):
    app = visit(PAGE)
    assert app.button(key=f"{PAGE}/reset").disabled
    app.text_input(key=f"{PAGE}:model.filters").set_value("8").run()
    app = press(app, f"{PAGE}/reset")
    assert not app.exception
    assert app.text_input(key=f"{PAGE}:model.filters").value == "32"
    assert app.query_params == {}


@pytest.mark.parametrize("params", [{"dataset": "moons", "model": "cnn"}, {"model__filters": "0"}, {"topic": "cnn"}])
def test_a_crafted_address_gets_a_sentence_and_the_page(params, visit):
    app = visit(PAGE, **params)
    assert not app.exception
    assert app.warning or app.error


def test_its_three_examples_can_be_run(visit, bench):
    app = press(visit(PAGE), f"{PAGE}/examples")
    assert not app.exception
    assert len({run.spec.topic.recipe for run in bench.store.list("visitor")}) == 6


def test_learned_filters_are_shown_for_each_run_of_the_race(visit, bench):
    assert 'aria-label="Filter 1"' not in html(visit(PAGE))
    app = press(visit(PAGE), f"{PAGE}/race_button")
    for run in bench.store.list("visitor"):
        np.savez(run.weights_path, np.ones((3, 3, 1, 40), np.float32))
    st.cache_resource.clear()
    app.run()
    assert not app.exception
    assert html(app).count('aria-label="Filter ') == 32
    assert app.button_group(key=f"{PAGE}/filters").value == "Keras fit"
