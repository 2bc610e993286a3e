"""Whose turn is next."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kvt.jobs.job import Job, in_turn
from kvt.runs.run import Run
from kvt.runs.status import Status


def job(workspace, order):
    run = Run(Path("runs", workspace, str(order)))
    return Job(run=run, status=Status(state="queued"), order=order, race="", fresh=False)


def jobs(workspaces):
    return [job(workspace, order) for order, workspace in enumerate(workspaces)]


def names(found):
    return "".join(job.workspace for job in found)


def test_workspaces_take_turns():
    assert names(in_turn(jobs("aaaabbc"), [], {})) == "abcabaa"


def test_whoever_has_least_running_comes_first():
    assert names(in_turn(jobs("ab"), jobs("aa"), {})) == "ba"


def test_among_equals_whoever_was_served_longest_ago_comes_first():
    assert names(in_turn(jobs("ab"), [], {"a": 7, "b": 3})) == "ba"


@given(st.text("abc", max_size=12), st.text("abc", max_size=4))
def test_everybody_has_a_turn_and_each_workspace_keeps_its_order(waiting, running):
    queue = jobs(waiting)
    turns = in_turn(queue, jobs(running), {})
    assert sorted(turns, key=lambda job: job.order) == queue
    for name in set(waiting):
        orders = [job.order for job in turns if job.workspace == name]
        assert orders == sorted(orders)


@given(st.text("abc", min_size=1, max_size=12))
def test_nobody_waits_behind_a_second_run_of_another(waiting):
    first = names(in_turn(jobs(waiting), [], {}))[: len(set(waiting))]
    assert sorted(first) == sorted(set(waiting))
