"""Final losses of many configurations against the learning rate: a line a seed, dashed by the strength of L2."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.figures import palette

DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star", "hexagon")
TICKS = [digit * 10.0**power for power in range(-6, 3) for digit in (1, 2, 5)]


class Line(NamedTuple):
    """One seed and strength; `losses` at `rates`, in their order."""

    seed: int
    strength: float
    rates: tuple[float, ...]
    losses: tuple[float, ...]


class ManyRates(NamedTuple):
    """`keras` holds (rate, loss) of what Keras has trained."""

    lines: tuple[Line, ...]
    keras: tuple[tuple[float, float], ...]


def select(results: Sequence[Mapping[str, Any]]) -> ManyRates | None:
    """From the results of the topic "many_at_once"; None before it has trained anything."""
    told = {result.get("name"): result for result in results}
    if not {"configurations", "at_once"} <= told.keys():
        return None
    asked, losses = told["configurations"], told["at_once"]["losses"]
    lines: dict[tuple[float, int], list[tuple[float, float]]] = {}
    for rate, strength, seed, loss in zip(asked["rates"], asked["strengths"], asked["seeds"], losses, strict=True):
        lines.setdefault((strength, seed), []).append((rate, loss))
    keras = tuple((asked["rates"][it["place"]], it["loss"]) for it in results if it.get("name") == "keras")
    return ManyRates(
        tuple(
            Line(seed, strength, *map(tuple, zip(*sorted(line), strict=True)))
            for (strength, seed), line in sorted(lines.items())
        ),
        keras,
    )


def draw(found: ManyRates, *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure. What is TensorFlow's alone is blue, Keras's are orange rings."""
    strengths, seeds = _sorted(line.strength for line in found.lines), _sorted(line.seed for line in found.lines)
    blue, light = palette.TENSORFLOW[dark], palette.EPOCH_GRAPH[dark]
    shown: set[float] = set()
    data: list[dict[str, Any]] = []
    for line in found.lines:
        place = strengths.index(line.strength)
        name = f"L2 {line.strength:g}" if place else "no L2"
        data.append(
            {
                "type": "scatter", "mode": "lines+markers", "name": name, "legendgroup": name,
                "showlegend": line.strength not in shown,
                "x": list(line.rates), "y": list(line.losses),
                "line": {"color": light if place else blue, "dash": DASHES[place % len(DASHES)], "width": 2},
                "marker": {"symbol": SYMBOLS[seeds.index(line.seed) % len(SYMBOLS)], "size": 6},
                "hovertemplate": f"{name}, seed {line.seed}<br>rate %{{x:.3g}}: loss %{{y:.4f}}<extra></extra>",
            }
        )  # fmt: skip
        shown.add(line.strength)
    if found.keras:
        rates, losses = zip(*found.keras, strict=True)
        data.append(
            {
                "type": "scatter", "mode": "markers", "name": "Keras fit", "x": list(rates), "y": list(losses),
                "marker": {
                    "symbol": "circle-open", "size": 17, "color": palette.KERAS[dark], "line": {"width": 3},
                },
                "hovertemplate": "Keras fit<br>rate %{x:.3g}: loss %{y:.4f}<extra></extra>",
            }
        )  # fmt: skip
    layout = palette.layout(
        xaxis={"title": {"text": "learning rate"}, "type": "log", "dtick": 1, "automargin": True},
        yaxis={
            "title": {"text": "loss at the end", "standoff": 8}, "type": "log", "automargin": True,
            "tickvals": TICKS, "ticktext": [f"{tick:g}" for tick in TICKS],
        },
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        hovermode="closest",
        height=340,
    )  # fmt: skip
    return {"data": data, "layout": layout}


def _sorted(values: Any) -> list[Any]:
    return sorted(set(values))
