"""The pictures of a comparison: what is selected, and that it draws."""

import base64

import numpy as np
import plotly.graph_objects as go
import pytest

from kvt.figures import compare_curves, compare_gap, compare_parallel, compare_scatter
from kvt.figures.compare_curves import Choice
from kvt.figures.compare_looks import looks
from kvt.figures.palette import LOOKS, TWINS
from kvt.figures.sweep_looks import Field
from kvt.runs.clock import Clock
from kvt.runs.ends import MEASURES
from kvt.runs.facts import Start

CLOCK = Clock(np.array([0.0, 12.0]), np.array([0.0, 6.0]))
FIT, TAPE = looks(["keras_fit", "tape_graph"])


@pytest.fixture
def runs(made):
    no_validation = np.full(3, np.nan, np.float32)
    histories = [made(), made(val_loss=no_validation, val_metric=no_validation)]
    trails = [compare_curves.trails(one, CLOCK) for one in histories]
    return list(zip(("1. fit", "2. tape"), (FIT, TAPE), trails, strict=True))


def shape(found):
    return [(line.name, line.part, line.is_strong) for line in found.lines]


def test_each_run_has_one_strong_line_and_a_thin_one_if_it_validates(runs):
    validation, training = ("1. fit", "validation", True), ("1. fit", "training", False)
    other = ("2. tape", "training", True)
    assert shape(compare_curves.select(runs, Choice())) == [training, validation, other]
    assert shape(compare_curves.select(runs, Choice(), "validation")) == [validation, other]
    assert shape(compare_curves.select(runs, Choice(), "training")) == [("1. fit", "training", True), other]


@pytest.mark.parametrize(("along", "last"), [("steps", 12), ("epochs", 3), ("seconds", 6)])
def test_along_steps_epochs_and_seconds(runs, along, last):
    training, validation, _ = compare_curves.select(runs, Choice(along=along)).lines
    assert training.x[-1] == validation.x[-1] == last
    assert len(training.x) == 12 and len(validation.x) == 3


def test_another_metric_is_another_measure(made, runs):
    mae = compare_curves.trails(made(start=Start(0.0, 3, 4, "mae")), CLOCK)
    assert shape(compare_curves.select([("3. mae", FIT, mae), *runs], Choice("mae"))) == [
        ("3. mae", "training", False), ("3. mae", "validation", True),
    ]  # fmt: skip


def test_smoothing_averages_over_steps_in_training_and_validation_alike(made):
    raw, smoothed = (compare_curves.trails(made(), CLOCK, length)["loss"] for length in (0, 4))
    assert raw.training.y[1] == 0.5
    assert smoothed.training.y[1] == pytest.approx((0.5 + 0.75) / 1.75)
    weight = 0.75**4  # an epoch has four steps
    assert smoothed.validation.y[1] == pytest.approx((1 + 1 / 8 + weight * 1.25) / (1 + weight))


def test_long_runs_are_thinned_the_more_the_more_there_are(made):
    long = made(epochs=5000)
    assert [compare_curves.points(runs) for runs in (0, 8, 50, 1000)] == [2000, 2000, 480, 240]
    trails = compare_curves.trails(long, CLOCK, 0, 480)["loss"]
    assert len(trails.training.y) <= 480 and len(trails.validation.y) <= 480
    assert (trails.training.steps[0], trails.training.steps[-1]) == (1, 20_000)


def test_numbers_are_packed_as_plotly_reads_them(runs):
    figure = compare_curves.draw(compare_curves.select(runs, Choice()), log=True)
    trace = figure["data"][1]
    assert np.frombuffer(base64.b64decode(trace["y"]["bdata"]), "<f4").tolist() == [1.25, 1.125, np.float32(1 / 12) + 1]
    assert go.Figure(figure).layout.yaxis.type == "log"


def test_the_first_of_each_route_looks_as_on_its_page_and_the_others_as_twins():
    found = looks(["keras_fit", "keras_fit", "tape_graph", "", "keras_fit"])
    assert found == [LOOKS["keras_fit"], TWINS[0], LOOKS["tape_graph"], TWINS[1], TWINS[2]]


def test_eight_runs_have_eight_colours_and_no_two_of_a_hundred_look_the_same():
    assert len({look.colors for look in looks(["keras_fit"] * 8)}) == 8
    assert len(set(looks(["keras_fit"] * 100))) == 100


def test_a_gap_says_where_it_begins():
    gap = compare_gap.select(np.arange(1, 5), np.array([0, 1e-9, 2e-4, 0.5]), 1e-4)
    assert (gap.steps, gap.equal, gap.largest, gap.parts) == (4, 1, 0.5, 3)
    assert np.isnan(gap.y[0])  # which a log axis cannot show
    assert compare_gap.select(np.array([7]), np.array([1e-9]), 1e-4).parts is None
    assert compare_gap.select(np.array([]), np.array([]), 1e-4) is None
    assert go.Figure(compare_gap.draw(gap)).layout.yaxis.type == "log"


def test_one_setting_against_one_figure():
    field = Field("training.epochs", "Epochs", choices=("a", "b"))
    runs = [("1", FIT), ("2", TAPE), ("3", FIT), ("4", FIT)]
    found = compare_scatter.select(runs, field, ["a", "b", None, "a"], "Loss", [0.1, 0.2, 0.3, None])
    assert [(dot.name, dot.x, dot.y) for dot in found.dots] == [("1", 0.0, 0.1), ("2", 1.0, 0.2)]
    assert go.Figure(compare_scatter.draw(found)).layout.xaxis.ticktext == ("a", "b")


def test_dots_of_one_choice_stand_beside_each_other():
    field = Field("x", "X", choices=("a",))
    dots = compare_scatter.select([("r", FIT)] * 20, field, ["a"] * 20, "Loss", [0.1] * 20).dots
    assert len({dot.x for dot in dots}) == 20
    assert all(abs(dot.x) < 0.5 for dot in dots)


RATE = Field("training.optimizer.learning_rate", "Learning rate", log=True)


def test_parallel_axes_are_of_what_most_runs_have():
    names = (Field("model", "Model", choices=("MLP", "CNN")), ["MLP", "CNN", "MLP"])
    rare = (Field("model.l2", "L2"), [0.1, None, None])
    losses, speeds = (MEASURES["val_loss"], [3.0, 2.0, 1.0]), (MEASURES["speed"], [10.0, 20.0, 30.0])
    found = compare_parallel.select([FIT, TAPE, FIT], [(RATE, [1.0, 0.1, 0.01]), names, rare], [losses, speeds])
    assert [axis.label for axis in found.axes] == ["Learning rate", "Model", "Speed (steps/s)", "Validation loss"]
    assert found.axes[0].values == pytest.approx((0, -1, -2))
    assert found.axes[1].ticks == ((0, "MLP"), (1, "CNN"))
    assert not found.larger


def test_few_parallel_lines_have_their_runs_colours_and_many_what_they_came_to():
    def line(count):
        rates, losses = [10.0 ** -(n % 12) for n in range(count)], [float(n) for n in range(count)]
        found = compare_parallel.select(looks(["keras_fit"] * count), [(RATE, rates)], [(MEASURES["val_loss"], losses)])
        return go.Figure(compare_parallel.draw(found)).data[0]

    assert [color for _, color in line(2).line.colorscale] == [
        LOOKS["keras_fit"].color(), LOOKS["keras_fit"].color(), TWINS[0].color(), TWINS[0].color(),
    ]  # fmt: skip
    assert line(9).line.color[3] == 3.0
    assert len(line(8).dimensions[0].tickvals) == 8
    assert list(line(12).dimensions[0].tickvals) == list(range(-11, 1))


def test_runs_of_which_none_has_all_have_no_axes():
    found = compare_parallel.select([FIT], [], [(MEASURES["val_loss"], [None])])
    assert found.axes == ()
    assert compare_parallel.draw(found)["data"] == []
