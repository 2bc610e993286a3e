"""The stories on control, run: what is frozen stands still, both ways agree, and a steered run can be repeated."""

import time

import numpy as np
import pytest

from kvt.claims.difference import loss_difference
from kvt.runs.commands import Command, send

pytestmark = pytest.mark.tensorflow


def named(run, name):
    return [result for result in run.history().results if result["name"] == name]


def test_what_is_frozen_stands_still_unless_nobody_compiled_again(spec, trained):
    (run,) = trained(spec(topic="freezing", topic__frozen="second", topic__passes=4))
    cases = {(one["case"], one["way"]): one for one in named(run, "case")}
    assert len(cases) == 6
    for (case, way), found in cases.items():
        assert found["chosen"] == ["second/kernel", "second/bias"]
        late = found["moved_late"]
        assert all((late[name] == 0) == (case != "after fit") for name in found["chosen"])
        assert late["first/kernel"] > 0 < late["last/bias"]
        assert found["losses"] == pytest.approx(cases[case, "keras"]["losses"], abs=1e-5)
        if way == "keras":
            assert found["says_frozen"] == found["chosen"]
    assert all(distance == 0 for distance in cases["before compile", "keras"]["moved"]["second/kernel"])
    (followed,) = named(run, "followed")
    of = {row["variable"]: row for row in followed["variables"]}
    assert [(name, of[name]["followed"], of[name]["gradient"]) for name in of] == [
        ("w", True, 3.0), ("b", False, None), ("step", False, None),
    ]  # fmt: skip
    assert (of["step"]["dtype"], of["step"]["value"]) == ("int32", 2)


# What must be so of a gradient's norms before and after, layer by layer, at a step.
OPERATIONS = {
    "clip_value": {"topic__limit": 0.01},
    "clip_norm": {"topic__limit": 0.01},
    "clip_global_norm": {"topic__limit": 0.01},
    "scale": {"topic__factor": -0.5},
    "noise": {"topic__deviation": 0.1},
    "centralise": {},
    "layer_rates": {"topic__fading": 0.25},
    "accumulate": {"topic__gathered": 3},
}
BUILT_IN = {"clip_value": "clipvalue", "clip_norm": "clipnorm", "clip_global_norm": "global_clipnorm",
            "accumulate": "gradient_accumulation_steps"}  # fmt: skip


def test_every_operation_is_the_same_in_a_train_step_in_a_loop_and_in_the_optimizer(spec, trained):
    specs = [
        spec(topic="gradients", topic__operation=operation, topic__steps=6, **values)
        for operation, values in OPERATIONS.items()
    ]
    for operation, run in zip(OPERATIONS, trained(*specs), strict=True):
        ways = {one["way"]: one for one in named(run, "run")}
        loop = ways["loop"]
        for way in ("train_step", *(("argument",) if operation in BUILT_IN else ())):
            assert ways[way]["loss"] == pytest.approx(loop["loss"], abs=1e-6), (operation, way)
        assert ("argument" in ways) == (operation in BUILT_IN)
        if operation in BUILT_IN:
            assert list(ways["argument"]["arguments"]) == [BUILT_IN[operation]]
        assert ways["train_step"]["after"] == pytest.approx(np.array(loop["after"]), abs=1e-6)
        assert loop["loss"] != ways["untouched"]["loss"]
        assert ways["untouched"]["before"] == ways["untouched"]["after"]
        assert np.sum(loop["spread_before"], axis=2).tolist() == [[48, 272, 17]] * 6
        check(operation, np.array(loop["before"]), np.array(loop["after"]))


def check(operation, before, after):
    if operation == "clip_global_norm":
        np.testing.assert_allclose(
            np.linalg.norm(after, axis=1), np.minimum(0.01, np.linalg.norm(before, axis=1)), rtol=1e-4
        )
    elif operation == "clip_norm":
        assert (after <= 0.01 * np.sqrt(2) + 1e-6).all()  # of kernel and bias, each at most the limit
    elif operation == "scale":
        np.testing.assert_allclose(after, 0.5 * before, rtol=1e-5)
    elif operation == "layer_rates":
        np.testing.assert_allclose(after, before * [0.0625, 0.25, 1], rtol=1e-5)
    elif operation == "accumulate":
        assert (after.any(axis=1) == [False, False, True] * 2).all()
    elif operation in ("centralise", "clip_value"):
        assert (after <= before + 1e-6).all() and (after < before).any()
    else:
        assert (after != before).all()


def test_a_first_model_raises_as_printed_and_learns_a_rule_but_no_chance(spec, trained):
    (run,) = trained(spec(topic="first_model", topic__passes=6))
    assert "compile" in named(run, "printed")[0]["error"]
    random, rule = named(run, "trained")
    assert random["accuracy"][-1] > random["accuracy"][0]
    assert abs(random["val_accuracy"][-1] - 0.5) < 0.06
    assert rule["val_accuracy"][-1] > random["val_accuracy"][-1]


def wait_until(condition):
    end = time.monotonic() + 60
    while not (answer := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


@pytest.mark.parametrize("route", ["tape_graph", "keras_fit"])
def test_a_run_is_paused_stepped_and_steered_and_repeats_itself_without_anybody(route, spec, laboratory, trained):
    wanted = spec(topic="steering", topic__pace=1000, route=route, dataset__samples=200, training__epochs=12)
    run = laboratory.submit(wanted, workspace="tests")
    send(run, Command(do="pause"))
    paused = wait_until(lambda: named(run, "control"))
    assert [one["do"] for one in paused] == ["pause"]
    for _ in range(3):
        send(run, Command(do="step"))
    done = paused[0]["step"] + 2
    assert wait_until(lambda: run.history().steps_done >= done)
    assert run.status.active
    assert run.history().steps_done == done
    send(run, Command(do="rate", rate=0.2))
    assert wait_until(lambda: named(run, "control")[-1]["do"] == "rate")
    assert run.history().steps_done == done
    send(run, Command(do="play"))
    assert laboratory.wait([run], timeout=60)
    assert run.status.state == "completed", run.log()
    rate = next(one for one in named(run, "control") if one["do"] == "rate")
    assert rate["step"] == done + 1
    topic = wanted.topic.model_copy(update={"replayed": True, "rates": ((rate["step"], 0.2),)})
    others = [wanted.model_copy(update={"topic": topic})]
    others.append(
        spec(route="tape_graph" if route == "keras_fit" else "keras_fit", dataset__samples=200, training__epochs=12)
    )
    others[1] = others[1].model_copy(update={"topic": topic})
    for other in trained(*others):
        assert other.history().steps_done == run.history().steps_done == 60
        assert loss_difference(run.history(), other.history()) < 1e-6


def test_a_paused_run_hears_stop_and_keeps_what_it_learned(spec, laboratory):
    run = laboratory.submit(spec(topic="steering", route="tape_graph"), workspace="tests")
    send(run, Command(do="pause"))
    assert wait_until(lambda: named(run, "control"))
    laboratory.stop(run.id)
    assert laboratory.wait([run], timeout=30)
    assert run.status.state == "stopped"
    assert run.weights()
