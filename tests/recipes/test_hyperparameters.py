"""The topics of the document on hyperparameters, run."""

import pytest

from kvt.claims import CLAIMS
from kvt.views.outcomes import outcomes

pytestmark = pytest.mark.tensorflow
VERDICTS = {claim.topic: claim.verdict for claim in CLAIMS[1] if claim.topic}


@pytest.fixture(scope="module")
def stories(trained, spec):
    runs = trained(*(spec(topic=topic) for topic in VERDICTS))
    return {run.spec.topic.kind: outcome for run, outcome in zip(runs, outcomes(runs), strict=True)}


@pytest.mark.parametrize("topic", VERDICTS)
def test_each_story_answers_its_claim(topic, stories):
    assert VERDICTS[topic]([stories[topic]]).state != "open"


def test_adam_is_kerass_wherever_it_is_shown(stories):
    same, *found = stories["owners"].history.results
    assert same["same"]
    owners = {row["knob"]: row["owner"] for row in found if row["name"] == "owner"}
    assert (owners["Beta 1"], owners["Epochs"]) == ("keras", "keras")
    assert (owners["Threads within an operation"], owners["XLA"]) == ("tensorflow", "shared")
    assert "nobody" not in owners.values()


def test_a_string_trains_as_its_object_does(stories):
    losses = stories["strings"].history.results[-1]
    assert losses["apart"] == 0
    assert losses["strings"][-1] < losses["strings"][0]


def test_the_values_written_out_are_those_behind_each_string(trained, spec):
    runs = trained(*(spec(topic="strings", topic__name=name) for name in ("sgd", "rmsprop", "adamw")))
    assert [run.history().results[-1]["apart"] for run in runs] == [0, 0, 0]


def test_keras_trains_here_and_not_on_what_has_ended(stories):
    found = {result["backend"]: result for result in stories["backends"].history.results if "backend" in result}
    assert found["tensorflow"]["trains"]
    assert found["tensorflow"]["losses"][-1] < found["tensorflow"]["losses"][0]
    assert not found["theano"]["trains"]
    assert "theano" in found["theano"]["said"]
