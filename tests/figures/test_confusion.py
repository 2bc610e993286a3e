import json

import numpy as np
import plotly.graph_objects as go
import pytest

from kvt.figures import confusion
from kvt.runs.facts import Confusion


@pytest.fixture
def table(made):
    counts = np.array([[3, 1, 0], [0, 2, 0], [0, 0, 0]])
    return confusion.select(made(confusion=Confusion(9, counts)), ("a", "b", "c"))


def test_right_ones_are_above_zero_and_wrong_ones_below_as_shares_of_their_row(table):
    assert table.shades.tolist() == [[0.75, -0.25, 0], [0, 1, 0], [0, 0, 0]]


def test_what_has_not_answered_has_no_table(made):
    assert confusion.select(made(), ("a",)) is None


@pytest.mark.parametrize("dark", [False, True])
def test_a_row_is_what_samples_are_and_the_first_is_on_top(table, dark):
    figure = go.Figure(confusion.draw(table, dark=dark))
    (trace,) = figure.data
    assert trace.text[0] == ["3", "1", ""]
    assert (figure.layout.yaxis.title.text, figure.layout.yaxis.autorange) == ("is", "reversed")


@pytest.mark.parametrize("dark", [False, True])
def test_one_mistake_among_many_stands_out_from_none(dark):
    colors = dict(map(tuple, confusion.scale(dark)))
    places = sorted(colors)
    assert (places[0], places[-1]) == (0, 1)
    ground, least_wrong, least_right = (colors[place] for place in (places[2], places[1], places[3]))
    assert len({ground, least_wrong, least_right}) == 3


def test_long_names_are_cut_where_that_tells_them_apart_and_numbered_where_not():
    assert confusion.short(("versicolor", "an uncommonly long name")) == ["versicolor", "an uncommo…"]
    assert confusion.short(("an uncommonly long name", "an uncommonly long word")) == ["0", "1"]


def test_the_browser_can_be_told_all_of_it():
    assert set(json.loads(json.dumps(confusion.base()))["scales"]) == {"light", "dark"}
