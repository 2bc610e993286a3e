import json

import numpy as np
import plotly.graph_objects as go
import pytest

from kvt.figures import curves, palette
from kvt.runs.facts import Start
from kvt.runs.history import History


@pytest.fixture
def runs(made):
    return [("keras_fit", "Keras fit", made()), ("tape_graph", "Tape, tf.function", made())]


def test_training_lies_under_validation(runs):
    found = curves.select(runs)

    assert [(line.route, line.part) for line in found.lines] == [
        ("keras_fit", "training"),
        ("tape_graph", "training"),
        ("keras_fit", "validation"),
        ("tape_graph", "validation"),
    ]
    assert (found.measure, found.unit) == ("loss", "steps")


def test_an_epoch_stands_at_its_last_step(runs):
    training, _, validation, _ = curves.select(runs).lines

    assert training.x.tolist() == list(range(1, 13))
    assert validation.x.tolist() == [4, 8, 12]
    assert validation.y.tolist() == [1.25, 1.125, np.float32(1 / 12) + 1]


def test_along_epochs_every_epoch_is_one_wide(runs):
    training, _, validation, _ = curves.select(runs, unit="epochs").lines

    assert validation.x.tolist() == [1, 2, 3]
    assert training.x[-1] == 3


def test_the_metric_is_told_by_its_name(runs, made):
    assert curves.select(runs, "metric").measure == "accuracy"
    mae = made(start=Start(0.0, 3, 4, "mae"))
    assert curves.select([("tape_graph", "Tape", mae)], "metric").measure == "mae"


def test_without_validation_the_epochs_have_the_trainings_means(made):
    nothing = np.full(3, np.nan, np.float32)
    [_, line] = curves.select([("keras_fit", "Keras fit", made(val_loss=nothing))]).lines

    assert line.y[0] == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)


def test_a_long_run_is_thinned(made):
    [line, _] = curves.select([("keras_fit", "Keras fit", made(epochs=5000))]).lines

    assert len(line.x) == len(line.y) <= 2000
    assert (line.x[0], line.x[-1]) == (1, 20_000)


def test_a_run_that_has_not_begun_has_empty_lines():
    assert [len(line.x) for line in curves.select([("keras_fit", "Keras fit", History())]).lines] == [0, 0]


@pytest.mark.parametrize("log", [False, True])
def test_what_is_drawn_is_a_plotly_figure(runs, log):
    figure = go.Figure(curves.draw(curves.select(runs), log=log))

    assert len(figure.data) == 4
    assert figure.layout.yaxis.type == ("log" if log else "linear")


def test_equal_curves_show_beside_each_other(runs):
    first, second = curves.draw(curves.select(runs))["data"][2:]

    assert first["line"]["width"] > second["line"]["width"] >= 2.5
    assert first["line"]["color"] != second["line"]["color"]
    assert first["marker"]["symbol"] != second["marker"]["symbol"]


def test_the_browser_can_be_told_all_of_it():
    layout = curves.layout("loss", "steps", log=True)
    trace = curves.trace(palette.look("keras_fit"), "Keras fit", "training", 3.0)

    assert json.loads(json.dumps([layout, trace])) == [layout, trace]
