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
# Of two images, under two heads: each square takes from its own number alone.
LOOKS = [[[[float(one == other) / (head + 1) for other in range(16)] for one in range(16)] for head in (0, 1)]] * 2
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
        *({"name": "attention", "way": way, "losses": [2.1, 0.3], "accuracy": 0.95} for way in ("Keras", "by hand")),
        {"name": "images", "images": [IMAGE, IMAGE], "labels": [7, 4]},
        *({"name": "looks", "way": way, "shares": LOOKS, "apart": 7e-8} for way in ("Keras", "by hand")),
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
    (said,) = texts(app, "error")  # once, of both routes
    assert said.startswith("**Keras fit** and **Tape, tf.function** ended with an error. ")
    assert "connect to the network" in said
    assert not app.metric  # there is nothing to be told of
    assert app.button_group(key=f"{PAGE}/preset").value == "MNIST"


def test_what_the_network_sees_stands_above_the_code_and_what_to_take_along_last(visit):
    headers = [header.value for header in press(visit(PAGE), f"{PAGE}/race_button").header]
    assert (
        headers.index("Inside one convolution") < headers.index("What attention looks at") < headers.index("The code")
    )
    assert headers[-2:] == ["The document’s own examples, run today", "Take along"]


def test_words_about_an_example_have_the_apostrophes_of_the_page(visit):
    captions = texts(visit(PAGE), "caption")
    assert any("input’s" in text for text in captions)
    assert not any("'" in text for text in captions)


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


@pytest.fixture
def raced(visit, bench):
    """The page after a race whose runs kept filters, and three images: a 3 read as 8, a 9 as 5, and a 7."""
    app = press(visit(PAGE), f"{PAGE}/race_button")
    probabilities = np.full((3, 10), 0.01, np.float32)
    probabilities[[0, 1, 2], [8, 5, 7]] = 0.91
    images = {"places": np.arange(3), "images": np.ones((3, 8, 8, 1), np.float32), "labels": np.array([3, 9, 7])}
    maps = {"maps_0": np.ones((3, 8, 8, 16), np.float32), "maps_1": np.ones((3, 4, 4, 16), np.float32)}
    for run in bench.store.list("visitor"):
        np.savez(run.weights_path, np.ones((3, 3, 1, 32), np.float32))
        np.savez_compressed(run.images_path, probabilities=probabilities, **images, **maps)
    st.cache_resource.clear()
    return app.run()


def test_before_a_race_has_ended_nothing_is_seen_inside(visit, bench):
    bench.ending = "running"
    app = press(visit(PAGE), f"{PAGE}/race_button")
    assert not app.exception
    assert "What it reads, and what it sees" not in texts(app, "header")


def test_the_worst_mistakes_are_shown_as_images_before_the_code(raced):
    assert not raced.exception
    headers = [element.value for element in raced.header]
    assert headers.index("What it reads, and what it sees") < headers.index("The code")
    assert 'alt="3 read as 8 (91%)"' in html(raced)
    assert 'alt="7, right (91%)"' in html(raced)
    assert any("2 mistakes" in element.value for element in raced.caption)


def test_filters_and_the_maps_of_each_layer_are_those_of_the_chosen_run_and_image(raced):
    assert html(raced).count('alt="Filter ') == 16
    assert html(raced).count('alt="Map ') == 32
    assert raced.button_group(key=f"{PAGE}/inside").value == "Keras fit"
    raced.button_group(key=f"{PAGE}/image").set_value(2).run()
    assert not raced.exception
    assert any("**7, right" in text.replace("\\", "") for text in texts(raced))


def test_images_without_probabilities_that_are_numbers_get_a_sentence(raced, bench):
    for run in bench.store.list("visitor"):
        saved = run.images()
        np.savez_compressed(run.images_path, **saved | {"probabilities": saved["probabilities"] * np.nan})
    st.cache_resource.clear()
    raced.run()
    assert not raced.exception
    assert any("it reads nothing" in element.value for element in raced.caption)


def test_attention_is_drawn_head_by_head_for_the_chosen_square(visit):
    app = press(visit(PAGE), f"{PAGE}:attention/run")
    assert not app.exception
    assert html(app).count('aria-label="Head ') == 4
    assert any("equal to 7e-8" in element.value for element in app.caption)
    app.slider(key=f"{PAGE}/attention/row").set_value(4).run()
    assert not app.exception


@pytest.mark.parametrize("knob", ["engine.memory_growth", "engine.memory_limit"])
def test_what_only_a_gpu_has_is_greyed_with_the_reason(knob, visit, monkeypatch):
    monkeypatch.setattr("kvt.views.machine.lacks", lambda needs: "Greyed: this server has no GPU." if needs else "")
    app = visit(PAGE)
    (widget,) = [one for kind in (app.toggle, app.number_input) for one in kind if one.key == f"{PAGE}:{knob}"]
    assert widget.disabled
    assert widget.help.endswith("this server has no GPU.")


def test_a_limit_that_the_address_has_set_can_be_put_back(visit, monkeypatch):
    monkeypatch.setattr("kvt.views.machine.lacks", lambda needs: "Greyed." if needs else "")
    app = visit(PAGE, engine__memory_limit="500", dataset="digits", model="cnn")
    assert not app.number_input(key=f"{PAGE}:engine.memory_limit").disabled
