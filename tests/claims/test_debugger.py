"""What a dump's first bad operation means, and claim 5.4: figures made up, on both sides."""

import pytest

from kvt.claims import Outcome
from kvt.claims.diagnosis import find_message, slowdown, what_came_in, what_it_made, what_to_try, why_nothing
from kvt.runs.facts import End
from kvt.runs.history import History
from kvt.spec import parse

HEALTHY = {"name": "x:0", "size": 32, "nan": 0, "minus_inf": 0, "plus_inf": 0, "zero": 0, "negative": 0}
LOG = {
    "name": "post_mortem", "bytes": 10, "damage": "", "tensors": 9, "calls": 1, "op": "Log", "path": "loss/Log_1",
    "inputs": [HEALTHY | {"zero": 2}], "run_up": [], "size": 32, "minus_inf": 2, "plus_inf": 0, "nan": 0, "zero": 0,
    "line": 65, "lines": [65], "function": "loss", "inside": "", "step": 4,
}  # fmt: skip
NOTHING = {"name": "post_mortem", "bytes": 10, "damage": "", "tensors": 9, "calls": 1, "op": ""}


def watcher(name, speed):
    return {"name": "watcher", "watcher": name, "steps_per_second": speed}


@pytest.fixture
def broken():
    def make(*results, state="completed", **choices):
        end = End(time=1.0, reason="completed", steps=0, epochs=0, training_seconds=0.1)
        chosen = {f"topic.{name}": value for name, value in choices.items()}
        return [Outcome(parse({"topic": "broken"} | chosen).spec, state, History(results=results, end=end), "")]

    return make


def test_an_operation_and_a_line_prove_the_debugger(claim, broken):
    verdict = claim("5.4").verdict(broken(LOG, watcher("none", 900.0), watcher("dump", 300.0)))
    assert verdict.state == "holds"
    assert "the operation Log, which made 2 −Inf among 32 values at step 4, and line 65" in verdict.sentence
    assert "3.0× slower" in verdict.sentence


def test_a_dump_that_names_nothing_refutes_it(claim, broken):
    bad = NOTHING | {"bad_step": 4}
    verdict = claim("5.4").verdict(broken(bad, watcher("none", 900.0), watcher("dump", 900.0)))
    assert verdict.state == "holds not"
    assert "as fast" in verdict.sentence


@pytest.mark.parametrize(
    ("choices", "bad_step"),
    [({}, None), ({"mode": "SHAPE"}, 4), ({"ops": "MatMul|Conv2D|BiasAdd|AddV2"}, 4), ({"buffer": "10"}, 4)],
)
def test_a_dump_that_was_told_to_keep_a_part_or_of_a_healthy_run_refutes_nothing(choices, bad_step, claim, broken):
    verdict = claim("5.4").verdict(broken(NOTHING | {"bad_step": bad_step}, **choices))
    assert verdict.state == "open"
    assert "named no operation" in verdict.sentence


def test_an_operation_without_a_line_is_half_an_answer(claim, broken):
    found = LOG | {"line": None, "step": None}
    verdict = claim("5.4").verdict(broken(found, watcher("none", 900.0), watcher("dump", 300.0)))
    assert verdict.state == "holds not"
    assert "no line of the script" in verdict.sentence


def test_without_a_run_or_with_one_that_was_killed_nothing_is_proved(claim, broken):
    assert claim("5.4").verdict(broken()).state == "open"
    assert claim("5.4").verdict(broken(LOG, state="killed")).state == "open"


def test_without_other_watchers_the_cost_is_not_told(claim, broken):
    verdict = claim("5.4").verdict(broken(LOG))
    assert verdict.state == "holds"
    assert "slower" not in verdict.sentence


def test_advice_follows_from_operation_and_counts_alone():
    assert "logits" in what_to_try(LOG)
    assert "zero or less" in what_to_try(LOG)
    assert "divided by zero" in what_to_try(LOG | {"op": "RealDiv"})
    assert "came in with the data" in what_to_try(LOG | {"op": "IteratorGetNext", "inputs": []})
    assert "passed on" in what_to_try(LOG | {"op": "Mul", "inputs": [HEALTHY | {"nan": 1}]})
    grown = LOG | {"op": "MatMul", "inputs": [HEALTHY], "plus_inf": 3}
    assert "lower the learning rate" in what_to_try(grown)
    assert "time step" in what_to_try(grown | {"path": "rnn/while/MatMul"})
    assert "root" in what_to_try(LOG | {"op": "Sqrt", "inputs": [HEALTHY | {"negative": 1}]})
    assert "88" in what_to_try(grown | {"op": "Exp"})
    assert "tf.print" in what_to_try(LOG | {"op": "Sub", "inputs": [HEALTHY], "minus_inf": 0, "nan": 1})


def test_what_was_made_and_what_came_in_are_counted():
    assert what_it_made(LOG | {"nan": 1}) == "1 NaN and 2 −Inf among 32 values"
    assert what_it_made({"op": "Log"}) == "a NaN or an infinity"  # a mode that keeps no counts
    assert what_came_in(LOG) == "All that came in were finite numbers, 2 zeros among them."
    assert "bad already" in what_came_in({"inputs": [HEALTHY | {"plus_inf": 1}]})
    assert "As far as it is told" in what_came_in({"inputs": [HEALTHY, {"name": "y:0"}]})
    assert "not told" in what_came_in({"inputs": []})
    assert "keeps nothing" in what_came_in(
        {"inputs": [{"name": "y:0"}]}
    )  # a filter, a buffer, or a mode without counts


def test_a_dump_that_names_nothing_says_why():
    assert "keeps no values" in why_nothing(NOTHING, "SHAPE")
    assert "is empty" in why_nothing(NOTHING | {"tensors": 0, "calls": 0}, "FULL_HEALTH")
    torn = NOTHING | {"damage": "KeyError: 'loss/Log'"}
    assert "cut its files short" in why_nothing(torn, "FULL_HEALTH")
    assert "could not be read (ValueError: no files)" in why_nothing(
        torn | {"damage": "ValueError: no files", "tensors": 0}, "FULL_HEALTH"
    )
    assert "was healthy" in why_nothing(NOTHING, "FULL_HEALTH")
    assert "left the bad one out" in why_nothing(NOTHING | {"bad_step": 3}, "FULL_HEALTH")


def test_a_slowdown_needs_both_figures():
    assert slowdown({"none": watcher("none", 10.0), "dump": watcher("dump", 5.0)}, "dump") == 2
    assert slowdown({"none": watcher("none", 10.0)}, "dump") is None
    assert slowdown({"none": watcher("none", 10.0), "dump": watcher("dump", 0.0)}, "dump") is None


def test_the_heart_of_a_long_message_is_found():
    assert find_message("Graph execution error:\n\n!!! Detected Infinity or NaN !!!\n dtype") == (
        "Detected Infinity or NaN"
    )
    assert find_message("short") == "short"
    assert len(find_message("x" * 999)) == 160


def test_no_cause_is_guessed_where_the_buffer_dropped_what_came_in():
    passed_on = LOG | {"op": "Mul", "tensors": 40, "inputs": [HEALTHY, {"name": "log:0"}]}
    assert "too large for float32" in what_to_try(passed_on, buffer=0)
    assert "too large for float32" in what_to_try(passed_on | {"inputs": [HEALTHY]}, buffer=40)
    assert "set the buffer to 0" in what_to_try(passed_on, buffer=40)
