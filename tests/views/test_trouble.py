import pytest
from streamlit.testing.v1 import AppTest

from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import parse


def page(root):
    from kvt.runs.store import Store
    from kvt.views.outcomes import outcomes
    from kvt.views.trouble import say_trouble

    runs = sorted(Store(root).list("w"), key=lambda run: run.about.position)
    say_trouble(runs, outcomes(runs))


@pytest.fixture
def said(tmp_path):
    """said(("failed", "Why."), …): the errors and the notes of a race whose routes ended so."""

    def told(*ends):
        store, kinds = Store(tmp_path), ("keras_fit", "tape_graph", "module_graph")
        for place, (kind, (state, reason)) in enumerate(zip(kinds, ends, strict=False)):
            run = store.create(parse({"route": kind}).spec, "", workspace="w", race="r", position=place)
            Status(state=state, reason=reason).write(run.status_path)
        app = AppTest.from_function(page, kwargs={"root": tmp_path}).run()
        assert not app.exception
        return [element.value for element in [*app.error, *app.info]]

    return told


def test_what_ended_two_routes_alike_is_said_once(said):
    assert said(("failed", "No network."), ("completed", ""), ("failed", "No network.")) == [
        "**Keras fit** and **TensorFlow alone** ended with an error. No network\\."
    ]


def test_a_reason_that_speaks_of_one_run_stands_beside_its_name(said):
    words = said(("killed", "It took 2 GB."), ("killed", "It took 2 GB."))
    assert words == [f"**{name}** was killed. It took 2 GB\\." for name in ("Keras fit", "Tape, tf.function")]


def test_a_race_that_was_stopped_says_so_in_one_sentence(said):
    words = said(("stopped", ""), ("stopped", "It was stopped before it began."))
    assert words == ["**Keras fit** and **Tape, tf.function** were stopped."]
