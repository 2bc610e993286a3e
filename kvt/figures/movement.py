"""How far every variable of a network is from its start, epoch by epoch: colour says the layer, dash says which."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.palette import Look

HEIGHT = 230  # pixels: six of these stand beside each other
# Not the colours of the ways: here a colour is a layer. Of each layer the kernel is solid and the bias dotted.
COLORS = (palette.TWINS[2].colors, palette.TWINS[1].colors, palette.TWINS[0].colors)


class Path(NamedTuple):
    """`distances` [epochs + 1] from the start on; `is_chosen` if it is among what is frozen."""

    name: str
    look: Look
    distances: tuple[float, ...]
    is_chosen: bool


class Movement(NamedTuple):
    """`frozen_epoch` is the epoch after which it was frozen, None for never."""

    paths: tuple[Path, ...]
    frozen_epoch: int | None


def select(found: Mapping[str, Any]) -> Movement:
    """The movement that a run told of one case."""
    looks = named_looks(list(found["moved"]))
    paths = tuple(
        Path(name, looks[name], tuple(distances), name in found["chosen"]) for name, distances in found["moved"].items()
    )
    return Movement(paths, found.get("frozen_epoch"))


def named_looks(names: Sequence[str]) -> dict[str, Look]:
    """The look of each variable, called "layer/kernel" or "layer/bias"."""
    layers = list(dict.fromkeys(name.partition("/")[0] for name in names))
    return {
        name: Look(
            COLORS[layers.index(name.partition("/")[0]) % len(COLORS)],
            "solid" if name.endswith("kernel") else "dot",
            "circle",
        )
        for name in names
    }


def top(movements: Sequence[Movement]) -> float:
    """The largest distance of all: figures beside each other share an axis."""
    return max((max(path.distances) for movement in movements for path in movement.paths), default=1.0)


def draw(movement: Movement, *, high: float, dark: bool = False) -> dict[str, Any]:
    """A plotly figure. What is frozen is drawn thick; `high` is the vertical axis's end."""
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": path.name,
            "y": list(path.distances),
            "line": {"color": path.look.color(dark), "dash": path.look.dash, "width": 6 if path.is_chosen else 2},
            "hovertemplate": "%{y:.3g} after epoch %{x}<extra>" + path.name + "</extra>",
        }
        for path in movement.paths
    ]
    axis = {"showline": True, "zeroline": False, "ticks": "outside", "fixedrange": True}
    shapes = []
    if movement.frozen_epoch is not None:
        # Dashed, in the middle of the ground: when it was frozen.
        when = {"x0": movement.frozen_epoch, "x1": movement.frozen_epoch, "y0": 0, "y1": 1, "yref": "paper"}
        shapes = [{"type": "line", **when, "line": {"dash": "dash", "width": 1.5, "color": "#8C8C8C"}}]
    return {
        "data": data,
        "layout": palette.layout(
            height=HEIGHT,
            showlegend=False,
            font={"size": 13},
            margin={"l": 44, "r": 8, "t": 6, "b": 40},
            hovermode="closest",
            shapes=shapes,
            xaxis=axis | {"title": {"text": "epochs"}, "rangemode": "tozero"},
            yaxis=axis | {"range": [-0.03 * high, 1.06 * high], "nticks": 5},
        ),
    }
