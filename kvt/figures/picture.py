"""What a model has learned, where data has one or two features: the curve along one, the boundary over two."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kvt.figures import palette
from kvt.runs.history import Floats, History

PAPER, INK = ("#FFFFFF", "#10131A"), ("#222222", "#F0F0F0")  # light, dark
SAMPLES = {"type": "scatter", "mode": "markers", "marker": {"size": 6, "color": "#808080", "opacity": 0.8}}
CURVE = {"type": "scatter", "mode": "lines", "name": "the model"}
GROUND = {"type": "heatmap", "showscale": False, "opacity": 0.6, "zsmooth": "best", "hoverinfo": "skip"}
EDGE = {
    "type": "contour",
    "showscale": False,
    "hoverinfo": "skip",
    "contours": {"coloring": "none", "start": 0.5, "end": 0.5, "size": 1},
}


class Fit(NamedTuple):
    """Regression of one feature: samples (`x`, `y`) [n], and the answer (`along`, `answer`) [m]."""

    x: Floats
    y: Floats
    along: Floats
    answer: Floats


class Parting(NamedTuple):
    """Classes of two features: samples `x` [n, 2] with `labels` [n], over a `ground` [size, size].

    `across` and `up` [size] are the ground's features; its rows go up. With two `classes` it is the probability of
    class 1, with more the likeliest class.
    """

    x: Floats
    labels: NDArray[np.int64]
    classes: int
    across: NDArray[np.float64]
    up: NDArray[np.float64]
    ground: NDArray[Any]


def select(history: History) -> Fit | Parting | None:
    """None where the data is no picture, or the model has not answered yet."""
    points, boundary, curve = history.points, history.boundary, history.curve
    if points is not None and curve is not None:
        return Fit(points.x[:, 0], points.y, curve.x, curve.y)
    if points is None or boundary is None:
        return None
    labels = points.y.astype(np.int64)
    classes = max(2, int(labels.max(initial=1)) + 1)
    size = len(boundary.values)
    across, up = (np.linspace(boundary.low[axis], boundary.high[axis], size) for axis in (0, 1))
    ground = boundary.values / 255 if classes == 2 else boundary.values
    return Parting(points.x, labels, classes, across, up, ground)


def draw(picture: Fit | Parting, route: str, *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure of what a route of kind `route` has learned."""
    if isinstance(picture, Fit):
        line = {"color": palette.look(route).color(dark), "width": 5}
        samples = SAMPLES | {"x": picture.x, "y": picture.y}
        return {"data": [samples, CURVE | {"x": picture.along, "y": picture.answer, "line": line}], "layout": layout()}
    grid = {"x": picture.across, "y": picture.up, "z": picture.ground}
    data = [GROUND | grid | {"zmin": 0, "zmax": picture.classes - 1, "colorscale": scale(picture.classes, dark)}]
    if picture.classes == 2:
        data.append(EDGE | grid | {"line": {"width": 3, "color": INK[dark]}})
    for label in range(picture.classes):
        own = picture.labels == label
        data.append(samples_of(label) | {"x": picture.x[own, 0], "y": picture.x[own, 1]})
    return {"data": data, "layout": layout()}


def base() -> dict[str, Any]:
    """All of it that does not depend on a run, for who draws in the browser: colour scales by number of classes."""
    most = len(palette.CLASSES)
    grounds = (("light", False), ("dark", True))
    return {
        "layout": layout(),
        "samples": SAMPLES,
        "curve": CURVE,
        "ground": GROUND,
        "edge": EDGE,
        "ink": INK,
        "classes": [samples_of(label) for label in range(most)],
        "scales": {name: {count: scale(count, dark) for count in range(2, most + 1)} for name, dark in grounds},
    }


def scale(classes: int, dark: bool = False) -> list[list[Any]]:
    """The ground's colours: from class 0 over nothing to class 1, or one colour a class."""
    if classes == 2:
        return [[0, palette.CLASSES[0]], [0.5, PAPER[dark]], [1, palette.CLASSES[1]]]
    edges = [index / classes for index in range(classes + 1)]
    return [[edge, _color(label)] for label in range(classes) for edge in edges[label : label + 2]]


def samples_of(label: int) -> dict[str, Any]:
    """The trace of one class's samples, without them: colour and marker both say which class."""
    symbol = palette.CLASS_SYMBOLS[label % len(palette.CLASS_SYMBOLS)]
    return SAMPLES | {
        "name": f"class {label}",
        "marker": {"size": 7, "color": _color(label), "symbol": symbol, "line": {"width": 1, "color": "#FFFFFF"}},
    }


def layout() -> dict[str, Any]:
    axis = {"zeroline": False, "showgrid": False, "ticks": ""}
    return palette.layout(
        xaxis=axis, yaxis=axis, showlegend=False, margin={"l": 40, "r": 8, "t": 8, "b": 32}, hovermode=False
    )


def _color(label: int) -> str:
    return palette.CLASSES[label % len(palette.CLASSES)]
