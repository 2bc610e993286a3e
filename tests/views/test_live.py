import json

import pytest

from kvt.runs.status import Status
from kvt.runs.store import Store
from kvt.spec import parse
from kvt.views import live, plot


@pytest.fixture
def race(tmp_path):
    store = Store(tmp_path)
    kinds = ("keras_fit", "tape_graph")
    return [store.create(parse({"route": kind}).spec, "", workspace="w", race="r") for kind in kinds]


def test_the_browser_is_told_who_runs_and_how_they_look(race):
    told = json.loads(json.dumps(live.describe(race)))

    assert told["race"].split() == [run.id for run in race]
    assert [run["title"] for run in told["runs"]] == ["Keras fit", "Tape, tf.function"]
    first, second = told["runs"]
    assert first["light"]["validation"]["line"]["color"] != second["light"]["validation"]["line"]["color"]
    assert first["light"]["training"]["line"]["color"] != first["dark"]["training"]["line"]["color"]


def test_a_race_has_ended_when_its_last_run_has(race):
    first, second = race
    Status(state="completed").write(first.status_path)
    assert not live.describe(race)["ended"]
    Status(state="killed").write(second.status_path)
    assert live.describe(race)["ended"]


def test_the_same_race_is_told_in_the_same_words(race):
    assert live.describe(race) == live.describe(race)


def test_before_the_first_race_there_is_nothing_to_tell_of():
    told = live.describe([])

    assert (told["runs"], told["race"], told["ended"]) == ([], "", True)


def test_every_script_of_the_browser_is_joined_into_a_module():
    joined = {*live.SCRIPTS, *plot.SCRIPTS}
    assert sorted(path.stem for path in live.BROWSER.glob("*.js")) == sorted(joined)
