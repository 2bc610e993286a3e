"""What became of a run, from how its process ended and what its script said last."""

import pytest

from kvt.jobs.outcome import judge, signal_name
from kvt.jobs.process import Exit


def end(reason):
    return {"kind": "end", "reason": reason}


@pytest.mark.parametrize(
    ("code", "said", "state"),
    [
        (0, "completed", "completed"),
        (0, "early", "completed"),
        (0, "nan", "completed"),
        (0, "stopped", "stopped"),
        (0, None, "completed"),
        (1, None, "failed"),
        (1, "completed", "completed"),
        (-11, "completed", "completed"),
        (-11, None, "failed"),
        (-9, None, "killed"),
        (-15, None, "killed"),
        (130, None, "stopped"),
        (None, "completed", "completed"),
        (None, "stopped", "stopped"),
        (None, None, "failed"),
    ],
)
def test_nobody_asked(code, said, state):
    assert judge(Exit(code), said and end(said)).state == state


@pytest.mark.parametrize(
    ("code", "said", "state"),
    [(0, "stopped", "stopped"), (130, None, "stopped"), (1, None, "stopped"), (0, "completed", "completed")],
)
def test_asked_to_stop(code, said, state):
    assert judge(Exit(code), said and end(said), asked="").state == state


def test_one_that_did_not_answer_was_stopped_and_the_reason_says_how():
    outcome = judge(Exit(-9), None, asked="Its page was closed.", forced=True)
    assert outcome.state == "stopped"
    assert outcome.reason.startswith("Its page was closed. It did not answer and was killed")


def test_one_that_answered_needs_no_reason():
    assert judge(Exit(0), end("stopped"), asked="").reason == ""


def test_a_broken_limit_is_the_reason():
    outcome = judge(Exit(-9), None, limit="It ran for longer than 60 seconds.")
    assert (outcome.state, outcome.reason) == ("killed", "It ran for longer than 60 seconds.")


def test_a_kill_by_somebody_else_asks_after_memory():
    assert "out of memory" in judge(Exit(-9), None).reason


def test_a_crash_names_its_signal():
    assert "SIGSEGV" in judge(Exit(-11), None).reason


def test_a_failure_gives_the_last_line_of_the_log_and_not_more_than_a_line():
    assert judge(Exit(1), None, log="Traceback\nValueError: no\n").reason == "ValueError: no"
    assert len(judge(Exit(1), None, log="x" * 5000).reason) == 300


def test_a_failure_that_printed_nothing_gives_its_code():
    assert "code 3" in judge(Exit(3), None).reason


def test_a_signal_without_a_name_keeps_its_number():
    assert signal_name(200) == "signal 200"
