"""Time lines of input pipelines: who makes samples when, how many lie ready, and when the step works or waits."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kvt.figures import palette
from kvt.figures.palette import Look

# Whose pipeline it is: Keras's and TensorFlow's own colours, and green for what is Python's alone.
LOOKS = {
    "python": Look((palette.CLASSES[0], "#2FBF95"), "solid", "circle"),
    "keras": palette.look("keras_fit"),
    "tensorflow": palette.look("tape_graph"),
}
STEP, WAIT = palette.TWINS[0], palette.STRANGER
LANE, READY, TITLE, LEGEND = 26, 76, 40, 92  # pixels: a lane, the queue's depth, a title, and what stands around all
GAP = 500  # a part of the window that is too short to be seen


class Span(NamedTuple):
    """In milliseconds since the pipeline was started."""

    start: float
    end: float


class TimeLine(NamedTuple):
    """One pipeline's beginning. `lanes` are its workers, in the order in which they began; `ready` pairs of moment and
    samples; `window` milliseconds are shown."""

    title: str
    way: str
    lanes: tuple[tuple[Span, ...], ...]
    steps: tuple[Span, ...]
    waits: tuple[Span, ...]
    ready: tuple[tuple[float, int], ...]
    window: float


def select(result: Mapping[str, Any], title: str, way: str, window: float) -> TimeLine:
    """The time line of what a run found of one pipeline. `window` in seconds; empty where nothing was made."""
    spans, steps = result.get("spans", ()), [_span(*step, window) for step in result.get("steps", ())]
    # From the end of each step to the next one's start; and before the first, and after the last that is shown.
    ends = [0.0, *(step.end for step in steps)]
    starts = [*(step.start for step in steps), min(window, result.get("last_end", 0.0)) * 1000]
    waits = [Span(end, start) for end, start in zip(ends, starts, strict=True) if start - end > window * 1000 / GAP]
    lanes = [
        tuple(_span(start, end, window) for lane, start, end in spans if lane == number)
        for number in range(1 + max((lane for lane, _, _ in spans), default=-1))
    ]
    ready = tuple((moment * 1000, count) for moment, count in result.get("ready", ()))
    return TimeLine(title, way, tuple(lanes), tuple(steps), tuple(waits), ready, window * 1000)


def draw(lines: Sequence[TimeLine], *, dark: bool = False) -> dict[str, Any]:
    """A plotly figure: the time lines below each other on one axis of time, each with its queue's depth on top."""
    heights = [(READY, LANE * (1 + len(line.lanes))) for line in lines]
    whole = sum(TITLE + ready + lanes for ready, lanes in heights) or 1
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    titles = []
    top = whole
    for number, (line, (ready, lanes)) in enumerate(zip(lines, heights, strict=True)):
        titles.append(_title(line, top / whole))
        top -= TITLE
        deep, wide = "y" + (str(2 * number + 1) if number else ""), f"y{2 * number + 2}"
        axes[deep.replace("y", "yaxis")] = _depth(line) | {"domain": [(top - ready + 10) / whole, top / whole]}
        axes[wide.replace("y", "yaxis")] = _lanes(line) | {
            "domain": [(top - ready - lanes) / whole, (top - ready) / whole]
        }
        top -= ready + lanes
        color = LOOKS[line.way].color(dark)
        data.append(_ready(line, color) | {"yaxis": deep})
        data += [trace | {"yaxis": wide, "showlegend": not number} for trace in _bars(line, color, dark)]
    window = max((line.window for line in lines), default=1.0)
    return {
        "data": data,
        "layout": palette.layout(
            height=whole + LEGEND,
            barmode="overlay",
            bargap=0.2,
            margin={"l": 8, "r": 12, "t": 8, "b": 48},
            annotations=titles,
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False},
            xaxis={
                "range": [0, window],
                "title": {"text": "milliseconds"},
                "zeroline": False,
                "anchor": f"y{max(2 * len(lines), 1)}",
                "fixedrange": True,
            },
            **axes,
        ),
    }


def _bars(line: TimeLine, color: str, dark: bool) -> list[dict[str, Any]]:
    made = [(span, 1 + number) for number, lane in enumerate(line.lanes) for span in lane]
    return [
        _bar("makes samples", made, {"color": color}),
        _bar("step trains", [(span, 0) for span in line.steps], {"color": STEP.color(dark), "line": {"width": 0.5}}),
        _bar(
            "step waits",
            [(span, 0) for span in line.waits],
            # Hatched: told from the step without any colour.
            {
                "color": "rgba(0,0,0,0)",
                "line": {"width": 1, "color": WAIT.color(dark)},
                "pattern": {"shape": "/", "fgcolor": WAIT.color(dark), "size": 7, "solidity": 0.35},
            },
        ),
    ]


def _bar(name: str, spans: Sequence[tuple[Span, int]], marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [span.start for span, _ in spans],
        "x": [span.end - span.start for span, _ in spans],
        "y": [row for _, row in spans],
        "marker": marker,
        "hovertemplate": f"{name}: %{{base:.1f}} ms, for %{{x:.1f}} ms<extra></extra>",
    }


def _ready(line: TimeLine, color: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "samples ready",
        "x": [moment for moment, _ in line.ready],
        "y": [count for _, count in line.ready],
        "line": {"shape": "hv", "width": 2, "color": color},
        "fill": "tozeroy",
        "showlegend": False,
        "hovertemplate": "%{y} samples ready<extra></extra>",
    }


def _depth(line: TimeLine) -> dict[str, Any]:
    most = max((count for _, count in line.ready), default=0)
    return {
        "title": {"text": "ready", "font": {"size": 13}},
        "range": [0, max(most, 1) * 1.1],
        "tickvals": [0, max(most, 1)],
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
    }


def _lanes(line: TimeLine) -> dict[str, Any]:
    count = len(line.lanes)
    return {
        "range": [-0.6, count + 0.6],
        "tickvals": list(range(count + 1)),
        "ticktext": ["step", *(f"worker {number + 1}" for number in range(count))],
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
    }


def _title(line: TimeLine, y: float) -> dict[str, Any]:
    return {
        "text": f"<b>{line.title}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "top",
        "yshift": -6,
        "showarrow": False,
        "font": {"size": 16},
    }


def _span(start: float, end: float, window: float) -> Span:
    """From seconds, cut off where the window ends."""
    return Span(start * 1000, min(end, window) * 1000)
