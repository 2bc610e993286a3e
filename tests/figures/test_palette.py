import pytest

from kvt.figures.palette import EPOCH_GRAPH, KERAS, LOOKS, TENSORFLOW, TWINS, look, looks, widths
from kvt.spec import titles, variants
from kvt.spec.spec import Spec

ROUTES = variants(Spec.model_fields["route"].annotation)


def test_every_route_has_a_look():
    assert set(LOOKS) == set(titles("route"))


@pytest.mark.parametrize("kind", sorted(ROUTES))
def test_the_colour_says_whose_way_it_is(kind):
    assert look(kind).colors in ((KERAS,) if ROUTES[kind].way == "keras" else (TENSORFLOW, EPOCH_GRAPH))


def test_no_two_routes_look_alike_without_colour():
    assert len({(each.dash, each.symbol) for each in LOOKS.values()}) == len(LOOKS)


def test_a_route_that_nobody_knows_is_drawn_all_the_same():
    assert look("jax").color(dark=True) not in KERAS + TENSORFLOW + EPOCH_GRAPH


@pytest.mark.parametrize("count", [0, 1, 2, 4, 7, 20])
def test_widths_fall_and_stay_visible(count):
    found = widths(count)

    assert found == sorted(found, reverse=True)
    assert all(2.5 <= width <= 9 for width in found)


def test_racers_on_one_route_are_told_apart_with_and_without_colour():
    found = looks(["keras_fit"] * 6)

    assert found[0] == look("keras_fit")
    assert len({each.colors for each in found}) == len({(each.dash, each.symbol) for each in found}) == 6


def test_twins_have_none_of_the_ways_colours():
    assert not {each.colors for each in TWINS} & {KERAS, TENSORFLOW, EPOCH_GRAPH}


def test_each_route_keeps_its_look_beside_others():
    assert looks(["keras_fit", "tape_graph"]) == [look("keras_fit"), look("tape_graph")]
    assert len(looks(["keras_fit"] * 20)) == 20
