"""The stories of document 3, run: what they find is what mathematics and the printed examples lead one to expect."""

import pytest

from kvt.claims.example import came_of

pytestmark = pytest.mark.tensorflow

UPDATES = {"momentum": "SGD", "rmsprop": "RMSprop", "adagrad": "Adagrad", "adam": "Adam", "lion": "Lion"}
SLOPES = {"straight_through": 1.0, "reverse": -1.0, "clip": 0.001}


def named(run, name):
    return [result for result in run.history().results if result["name"] == name]


def test_four_ways_are_one_network_and_sequential_ends_where_it_branches(spec, trained):
    (run,) = trained(spec(topic="apis", topic__units=4, topic__steps=3))
    first, *others = named(run, "network")
    assert [network["way"] for network in others] == ["Functional", "Subclass", "Custom layers"]
    for network in others:
        assert network["losses"] == pytest.approx(first["losses"], abs=1e-6)
    kinds = [node["kind"] for node in first["operations"]["nodes"]]
    assert kinds.count("MatMul") == 3
    assert [len(network["layers"]["edges"]) for network in (first, *others)] == [2, 3, 0, 2]
    assert named(run, "eager")[0]["apart"] < 1e-6
    assert sum(named(run, "step")[0]["operations"].values()) > len(kinds)
    assert all(attempt["error"].startswith("ValueError: ") for attempt in named(run, "attempt"))
    (model,) = named(run, "branching")
    assert model["losses"][-1] < model["losses"][0]
    assert ["hidden", "skip"] in model["layers"]["edges"]


def test_each_formula_is_the_built_in_optimizers_and_each_gradient_what_was_asked(spec, trained):
    gradients = [*SLOPES, *SLOPES][: len(UPDATES)]
    wanted = list(zip(UPDATES, gradients, strict=True))
    runs = trained(
        *(spec(topic="extensions", topic__steps=6, topic__update=update, topic__gradient=g) for update, g in wanted)
    )
    for (update, gradient), run in zip(wanted, runs, strict=True):
        (optimizer,) = named(run, "optimizer")
        assert optimizer["built_in"] == UPDATES[update]
        assert optimizer["apart"] < 1e-6
        assert optimizer["losses"][-1] != optimizer["losses"][0]
        (bent,) = named(run, "gradient")
        assert bent["slopes"] == pytest.approx([SLOPES[gradient]] * 3)
        assert bent["own_slopes"] == ([None] * 3 if gradient == "straight_through" else [1.0] * 3)
        assert bent["apart"] < 1e-6
        (loss,) = named(run, "loss")
        assert max(loss["apart"], loss["metric_apart"]) < 1e-6
        assert named(run, "eagerly")[0]["apart"] < 1e-6
        broken, repaired = named(run, "layer")
        assert "has no attribute 'kernel'" in broken["error"]
        assert repaired["losses"][-1] < repaired["losses"][0]


def test_mirrored_replicas_learn_what_one_device_learns(spec, trained):
    (run,) = trained(spec(topic="strategies", topic__chosen="mirrored", topic__steps=4, topic__limit=60))
    told = {(attempt["strategy"], attempt["way"]): attempt for attempt in named(run, "attempt")}
    assert set(told) == {(strategy, way) for strategy in ("none", "Mirrored") for way in ("fit", "own loop")}
    for way in ("fit", "own loop"):
        assert told["Mirrored", way]["losses"] == pytest.approx(told["none", way]["losses"], abs=1e-6)
        assert told["Mirrored", way]["final_loss"] == pytest.approx(told["none", way]["final_loss"], abs=1e-6)


def test_an_attempt_that_takes_too_long_is_ended_and_the_others_go_on(spec, trained, tmp_path):
    """The servers of a parameter server never end by themselves: none may be left over."""
    import psutil

    (run,) = trained(spec(topic="strategies", topic__chosen="parameter_server", topic__steps=200, topic__limit=2))
    assert len(named(run, "attempt")) == 4
    assert not [process for process in psutil.process_iter(["cwd"]) if process.info["cwd"] == str(run.folder)]


@pytest.mark.parametrize(
    ("number", "printed", "message"),
    [(1, "warns", "input_shape"), (2, "runs", ""), (3, "raises", "AttributeError")],
)
def test_a_printed_example_does_what_it_does_today_and_its_repair_trains(number, printed, message, spec, laboratory):
    specs = [
        spec(topic="example", topic__document="interaction", topic__number=number, topic__version=version)
        for version in ("printed", "repaired")
    ]
    runs = [laboratory.submit(spec, workspace="tests") for spec in specs]
    assert laboratory.wait(runs, timeout=120)
    as_printed, repaired = (came_of(run.status.state, run.status.reason, run.log(400)) for run in runs)
    assert as_printed.word == printed
    assert message in as_printed.message
    assert repaired.word == "runs"
    assert repaired.trains
