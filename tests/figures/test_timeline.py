import plotly.graph_objects as go
import pytest

from kvt.figures import throughput, timeline
from kvt.figures.throughput import Rate, Yardstick
from kvt.figures.timeline import Span

# Two workers, two steps, and a pipeline that ends within the window of a second.
RESULT = {
    "spans": [[0, 0.0, 0.2], [1, 0.1, 0.4], [0, 0.2, 0.5]],
    "steps": [[0.25, 0.35], [0.5, 0.6]],
    "ready": [[0.0, 0], [0.5, 2]],
    "last_end": 0.6,
}


def flat(spans):
    return [pytest.approx(tuple(span)) for span in spans]


def test_each_worker_has_a_lane_and_the_step_waits_in_its_gaps():
    line = timeline.select(RESULT, "plain", "python", 1.0)

    assert flat(line.lanes[0]) == [(0, 200), (200, 500)]
    assert flat(line.lanes[1]) == [(100, 400)]
    assert flat(line.steps) == [(250, 350), (500, 600)]
    assert flat(line.waits) == [(0, 250), (350, 500)]  # and none after the last step of all
    assert line.ready == ((0.0, 0), (500.0, 2))


def test_what_goes_on_beyond_the_window_is_cut_off_there():
    line = timeline.select(RESULT | {"steps": [[0.1, 0.3]], "last_end": 9.0}, "plain", "python", 0.45)

    assert flat(line.lanes[0])[-1] == (200, 450)
    assert flat(line.waits) == [(0, 100), (300, 450)]
    assert timeline.select(RESULT | {"steps": [[0.3, 0.9]], "last_end": 9.0}, "", "python", 0.45).waits == (
        Span(0.0, 300.0),
    )


def test_a_gap_that_no_eye_sees_is_no_wait():
    line = timeline.select(RESULT | {"steps": [[0.0, 0.3], [0.301, 0.6]]}, "plain", "python", 1.0)

    assert line.waits == ()


def test_a_pipeline_that_made_nothing_has_an_empty_line():
    line = timeline.select({"samples": 0, "error": "ValueError: no"}, "broken", "keras", 1.0)

    assert (line.lanes, line.steps, line.waits, line.ready) == ((), (), (), ())
    go.Figure(timeline.draw([line]))


def test_time_lines_share_one_axis_of_time_and_say_waiting_without_colour():
    lines = [timeline.select(RESULT, way, way, 1.0) for way in ("python", "tensorflow")]

    figure = go.Figure(timeline.draw(lines))

    names = [trace.name for trace in figure.data]
    assert names == ["samples ready", "makes samples", "step trains", "step waits"] * 2
    assert {trace.xaxis for trace in figure.data} == {None}
    assert [trace.yaxis for trace in figure.data if trace.name == "step waits"] == ["y2", "y4"]
    assert [trace.marker.pattern.shape for trace in figure.data if trace.name == "step waits"] == ["/", "/"]
    assert sum(trace.showlegend is not False for trace in figure.data) == 3
    assert figure.layout.yaxis4.ticktext == ("step", "worker 1", "worker 2")
    tops = [axis.domain[1] for axis in (figure.layout.yaxis, figure.layout.yaxis2, figure.layout.yaxis3)]
    assert tops == sorted(tops, reverse=True)


@pytest.mark.parametrize("dark", [False, True])
def test_a_way_has_its_colour_on_either_ground(dark):
    line = timeline.select(RESULT, "fit", "keras", 1.0)

    figure = go.Figure(timeline.draw([line], dark=dark))

    assert figure.data[1].marker.color == timeline.LOOKS["keras"].color(dark)


def test_every_bar_and_every_yardstick_has_room():
    rates = [Rate("plain", "python", 500.0, "500"), Rate("map", "tensorflow", 1200.0, "1 200")]

    figure = go.Figure(throughput.draw(rates, [Yardstick("row", 400.0), Yardstick("overlap", 1300.0)]))

    assert list(figure.data[0].x) == [500.0, 1200.0]
    assert [shape.x0 for shape in figure.layout.shapes] == [400.0, 1300.0]
    assert [words.xanchor for words in figure.layout.annotations] == ["left", "right"]
    assert figure.layout.xaxis.range[1] > 1300.0


def test_without_a_pipeline_there_are_no_bars():
    assert not go.Figure(throughput.draw([], [])).data[0].x
