import json

import numpy as np
import plotly.graph_objects as go
import pytest

from kvt.figures import palette, picture
from kvt.runs.facts import Boundary, Curve, Points


def parted(labels, values):
    x = np.arange(2 * len(labels), dtype=np.float32).reshape(-1, 2)
    points = Points(x, np.array(labels, np.float32))
    return {"points": points, "boundary": Boundary(7, (0.0, 10.0), (2.0, 30.0), np.array(values, np.uint8))}


@pytest.fixture
def binary(made):
    return picture.select(made(**parted([0, 1, 1], [[0, 255], [51, 0]])))


def test_of_two_classes_the_ground_is_a_probability(binary):
    assert binary.classes == 2
    assert binary.ground.tolist() == [[0, 1], [0.2, 0]]
    assert (binary.across.tolist(), binary.up.tolist()) == ([0, 2], [10, 30])


def test_of_more_classes_it_is_the_likeliest(made):
    found = picture.select(made(**parted([0, 1, 2], [[0, 2], [1, 0]])))

    assert (found.classes, found.ground.tolist()) == (3, [[0, 2], [1, 0]])


def test_samples_of_one_class_alone_are_still_two_classes(made):
    assert picture.select(made(**parted([0, 0], [[0, 0], [0, 0]]))).classes == 2


def test_one_feature_gives_a_curve(made):
    points = Points(np.array([[1.0], [2.0]], np.float32), np.array([3.0, 4.0], np.float32))
    curve = Curve(5, np.array([1.0, 2.0], np.float32), np.array([3.5, 3.6], np.float32))

    found = picture.select(made(points=points, curve=curve))

    assert isinstance(found, picture.Fit)
    assert found.x.tolist() == [1, 2]
    figure = go.Figure(picture.draw(found, "keras_fit"))
    assert [trace.mode for trace in figure.data] == ["markers", "lines"]
    assert figure.data[1].line.color == palette.KERAS[0]


def test_other_data_is_no_picture(made):
    points = Points(np.zeros((1, 2), np.float32), np.zeros(1, np.float32))

    assert picture.select(made()) is None
    assert picture.select(made(points=points)) is None


@pytest.mark.parametrize("dark", [False, True])
def test_a_boundary_is_ground_edge_and_a_trace_a_class(binary, dark):
    figure = go.Figure(picture.draw(binary, "tape_graph", dark=dark))

    assert [trace.type for trace in figure.data] == ["heatmap", "contour", "scatter", "scatter"]
    assert [len(trace.x) for trace in figure.data[2:]] == [1, 2]
    assert figure.data[2].marker.symbol != figure.data[3].marker.symbol


@pytest.mark.parametrize("classes", range(2, len(palette.CLASSES) + 3))
def test_a_scale_goes_from_nought_to_one(classes):
    stops = [stop for stop, _ in picture.scale(classes)]

    assert (stops[0], stops[-1]) == (0, 1)
    assert stops == sorted(stops)


def test_the_browser_can_be_told_all_of_it():
    assert json.loads(json.dumps(picture.base()))["scales"]["dark"]["3"][0] == [0, palette.CLASSES[0]]
