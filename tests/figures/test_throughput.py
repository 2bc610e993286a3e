from kvt.figures.throughput import Rate, Yardstick, draw

RATES = [Rate("plain generator", "python", 444.0, "444"), Rate("tf.data map", "tensorflow", 450.0, "450")]


def test_yardsticks_that_lie_close_have_their_words_on_lines_of_their_own():
    layout = draw(RATES, [Yardstick("in a row", 506.0), Yardstick("overlap", 533.0)])["layout"]
    heights = [words["yshift"] for words in layout["annotations"]]
    assert heights[1] - heights[0] >= layout["annotations"][0]["font"]["size"]
    assert layout["margin"]["t"] >= heights[1] + layout["annotations"][1]["font"]["size"]


def test_a_bar_a_pipeline_the_first_on_top_and_a_line_a_yardstick():
    figure = draw(RATES, [Yardstick("in a row", 506.0)])
    (bars,) = figure["data"]
    assert list(zip(bars["y"], bars["x"], strict=True)) == [(rate.title, rate.rate) for rate in RATES]
    assert figure["layout"]["yaxis"]["autorange"] == "reversed"
    assert [line["x0"] for line in figure["layout"]["shapes"]] == [506.0]
