import plotly.graph_objects as go

from kvt.figures import bars
from kvt.figures.bars import Speed
from kvt.runs.facts import End
from kvt.runs.history import History


def test_the_first_call_stands_apart_from_the_steady_speed(made):
    assert bars.select([("keras_fit", "Keras fit", made())]) == (Speed("keras_fit", "Keras fit", 10.0, 1.0),)


def test_a_run_without_an_end_has_no_bar(made):
    assert bars.select([("keras_fit", "Keras fit", made(end=None)), ("tape_graph", "Tape", History())]) == ()


def test_a_run_of_one_call_has_only_its_first_call(made):
    end = End(1.0, "completed", 12, 3, training_seconds=2.0, first_call_steps=12, first_call_seconds=2.0)

    assert bars.select([("epoch_graph", "Epochs", made(end=end))]) == (Speed("epoch_graph", "Epochs", None, 2.0),)


def test_speeds_are_drawn_on_a_log_axis_that_holds_them_all():
    speeds = [Speed("keras_fit", "Keras fit", 451.0, 0.31), Speed("epoch_graph_xla", "Epochs", 44_300.0, 2.71)]

    figure = go.Figure(bars.draw(speeds))

    low, high = figure.layout.xaxis.range
    assert figure.layout.xaxis.type == "log"
    assert low <= 2.0 and high > 4.7
    assert figure.data[0].text == ("451", "44\u202f300")
    assert figure.data[1].text == ("0.31 s", "2.7 s")


def test_a_speed_that_is_missing_leaves_its_row_empty():
    figure = go.Figure(bars.draw([Speed("epoch_graph", "Epochs", None, 12.0)]))

    assert figure.data[0].text == ("",)
    assert figure.data[1].text == ("12 s",)


def test_nothing_measured_is_an_empty_figure():
    assert not go.Figure(bars.draw([])).data[0].x
