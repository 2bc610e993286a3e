"""Which runs are looked at."""

import pytest

from kvt.runs.summary import Summary
from kvt.views.runs_filter import KEYS, groups, matching, options


def row(id, **fields):
    kinds = {"dataset": "moons", "model": "mlp", "route": "keras_fit", "topic": "train", "state": "completed"}
    return Summary(id=id, workspace="w", created=1.0, **kinds | fields)


ROWS = [
    row("a", page="differences", race="1", tags="good,seed", val_loss=0.5, note="First try."),
    row("b", page="differences", race="1", route="tape_graph", val_loss=0.25, settings="training.epochs=5"),
    row("c", page="interaction:apis", race="2", topic="apis", state="failed", tags="seed"),
    row("d", race="3", dataset="digits", state="running"),
]


def ids(rows):
    return "".join(row.id for row in rows)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", "abcd"), ("moons", "ab"), ("MOONS tape", "b"), ("epochs=5", "b"), ("first try", "a"), ("nothing", ""),
        ("seed", "ac"), ("failed", "c"), ("digits running", "d"),
    ],
)  # fmt: skip
def test_every_word_must_stand_somewhere(words, found):
    assert ids(matching(ROWS, words, {})) == found


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"State": ["failed", "running"]}, "cd"),
        ({"Tag": ["seed"]}, "ac"),
        ({"Tag": ["seed"], "State": ["completed"]}, "a"),
        ({"Page": ["interaction"]}, "c"),
        ({"Tag": []}, "abcd"),
    ],
)
def test_one_of_the_chosen_values_of_every_key(chosen, found):
    assert ids(matching(ROWS, "", chosen)) == found


def test_values_are_offered_that_there_are():
    assert options(ROWS, "State") == ["running", "completed", "failed"]
    assert options(ROWS, "Tag") == ["good", "seed"]
    assert options(ROWS, "Page") == ["differences", "interaction"]


@pytest.mark.parametrize("key", KEYS)
def test_runs_are_together_by_every_key(key):
    for group in groups(ROWS, key):
        assert group.runs and all(group.name in KEYS[key](row) for row in group.runs)


def test_a_groups_best_has_the_smallest_validation_loss():
    first, second, third = groups(ROWS, "Race or sweep")
    assert (ids(first.runs), first.best.id) == ("ab", "b")
    assert second.best is third.best is None


def test_a_story_is_called_by_its_title_and_has_no_route():
    assert (ROWS[2].way, ROWS[2].what) != ("", "")
    assert ROWS[2].way == ""
