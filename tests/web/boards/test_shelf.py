import pytest

from kvt.web.boards.shelf import Shelf


@pytest.fixture
def made():
    return []


@pytest.fixture
def shelf(made):
    clock = [0.0]
    shelf = Shelf(lambda name: made.append(name) or name.upper(), most=2, idle=10.0, clock=lambda: clock[0])
    shelf.wait = lambda seconds: clock.__setitem__(0, clock[0] + seconds)
    return shelf


def test_a_thing_is_made_once(shelf, made):
    assert [shelf.get("a"), shelf.get("a")] == ["A", "A"]
    assert made == ["a"]


def test_the_least_recently_used_goes_first(shelf, made):
    for name in ("a", "b", "a", "c", "a", "b"):
        shelf.get(name)

    assert made == ["a", "b", "c", "b"]
    assert len(shelf) == 2


def test_what_is_idle_goes_and_what_is_used_stays(shelf):
    shelf.get("a")
    shelf.get("b")
    shelf.wait(6)
    shelf.get("b")
    shelf.wait(6)

    assert shelf.tidy() == 1
    assert len(shelf) == 1
    assert shelf.tidy() == 0


def test_a_thing_that_cannot_be_made_takes_no_place(made):
    def fail(name):
        raise OSError(name)

    shelf = Shelf(fail)
    with pytest.raises(OSError, match="a"):
        shelf.get("a")
    assert len(shelf) == 0
