import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from kvt.spec import Spec

pytestmark = [pytest.mark.browser, pytest.mark.tensorflow]

SHARED = {
    "dataset": "circles",
    "dataset.samples": "300",
    "training.epochs": "7",
    "training.optimizer": "sgd",
    "training.optimizer.learning_rate": "0.25",
    "routes": "keras_fit,tape_eager",
}


def link(**params):
    return f"/differences?{urlencode({name.replace('__', '.'): value for name, value in params.items()})}"


def test_a_link_opens_the_experiment_as_it_was_shared(visit):
    tab = visit(link(**SHARED))
    for path in ("dataset.samples", "training.epochs", "training.optimizer.learning_rate"):
        expect(tab.knob(path)).to_have_value(SHARED[path])
    expect(tab.knob("dataset")).to_have_value("Two circles")
    expect(tab.knob("training.optimizer")).to_have_value("SGD")
    chosen = tab.widget("/routes").get_by_role("button", pressed=True)
    expect(chosen).to_have_text(["■ Keras fit", "■ Tape, eager"])
    assert tab.alerts == ""
    assert {name: values for name, (values,) in parse_qs(urlsplit(tab.page.url).query).items()} == SHARED


def test_the_link_under_take_along_is_the_address_of_the_experiment(visit):
    tab = visit("/differences")
    tab.turn("training.epochs", "7")
    shown = tab.page.get_by_test_id("stCode").last.inner_text().strip()
    assert shown == tab.page.url
    another = visit(shown.removeprefix(tab.server.url))
    expect(another.knob("training.epochs")).to_have_value("7")


def test_a_crafted_link_is_answered_by_sentences_and_defaults_and_executes_nothing(visit, tmp_path):
    touched = tmp_path / "touched"
    tab = visit(
        link(
            dataset__samples="200",
            training__epochs="nan",
            dataset__noise="99",
            model__hidden=f"__import__('pathlib').Path({str(touched)!r}).touch()",
            evil="<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'>",
        )
    )
    for words in (
        "training.epochs cannot be",
        "dataset.noise cannot be",
        "model.hidden cannot be",
        "There is no field",
    ):
        assert words in tab.alerts
    default = Spec()
    expect(tab.knob("dataset.samples")).to_have_value("200")
    expect(tab.knob("training.epochs")).to_have_value(str(default.training.epochs))
    expect(tab.knob("dataset.noise")).to_have_value(f"{default.dataset.noise:g}")
    expect(tab.knob("model.hidden")).to_have_value(", ".join(map(str, default.model.hidden)))
    tab.turn("training.epochs", "2")
    tab.race()
    assert [run.status.state for run in tab.runs] == ["completed"] * 3
    assert tab.page.evaluate("window.pwned") is None
    assert not touched.exists()


def test_no_address_breaks_the_page(visit):
    tab = visit("/differences?routes=%3Cb%3E")
    for query in ("x" * 4000, "&".join(f"a{n}=1" for n in range(300)), "%00=%FF&model.hidden=9999999"):
        tab.open(f"/differences?{query}")
        expect(tab.button).to_be_enabled()


def test_back_and_forward_undo_and_redo_what_was_turned(visit):
    tab = visit("/")
    tab.page.locator('[data-testid=stPageLink-NavLink][href="differences"]').click()
    tab.settle()
    tab.turn("training.epochs", "7")
    tab.turn("training.epochs", "9")
    for move, value in ((tab.page.go_back, "7"), (tab.page.go_back, "20"), (tab.page.go_forward, "7")):
        move()
        expect(tab.knob("training.epochs")).to_have_value(value)
    tab.settle()
    assert re.search(r"training\.epochs=7$", tab.page.url)
