"""Stopping, limits, closed tabs and restarts, by hand: a stub executor and a clock to turn."""

import json
import os

import pytest

from kvt.jobs.limits import MB
from kvt.jobs.process import Exit
from kvt.runs.status import Status
from kvt.spec import Spec

SPEC = Spec()


@pytest.fixture
def running(manager, executor):
    """A run that goes on, and its process."""
    run = manager.submit(SPEC, workspace="mine")
    return run, executor.processes[run.id]


def says_end(run, reason):
    run.events_path.write_text(json.dumps({"kind": "end", "reason": reason}) + "\n")


def test_stop_asks_once_and_the_run_is_stopped(manager, running):
    run, process = running
    manager.stop(run.id)
    manager.stop(run.id)
    manager.tick()
    assert (process.asked, process.killed) == (1, 0)
    assert (run.status.state, run.status.reason, run.status.ended) == ("stopped", "", 1000.0)


def test_a_deaf_child_is_asked_twice_and_killed_after_the_grace_and_still_counts_as_stopped(manager, running, clock):
    run, process = running
    process.deaf = True
    manager.stop(run.id)
    clock.now += 0.7
    manager.tick()
    assert process.asked == 1
    clock.now += 0.8
    manager.tick()
    manager.tick()
    assert (process.asked, process.killed) == (2, 0)
    clock.now += 0.1
    manager.tick()
    assert process.killed == 1
    manager.tick()
    assert run.status.state == "stopped"
    assert "did not answer and was killed" in run.status.reason


@pytest.mark.parametrize("told", ['{"kind": "trained"}\n', '{"kind": "start"}\n{"kind": "stopping"}\n{"kind": "steps'])
def test_a_child_that_heard_and_saves_its_model_is_given_longer(manager, running, clock, told):
    run, process = running
    process.deaf = True
    manager.stop(run.id)
    run.events_path.write_text(told)
    clock.now += 4.9
    manager.tick()
    assert (process.asked, process.killed) == (1, 0)
    clock.now += 0.1
    manager.tick()
    assert process.killed == 1


def test_a_waiting_run_is_stopped_without_ever_starting(manager, executor, running):
    waiting = manager.submit(SPEC, workspace="mine")
    manager.stop(waiting.id)
    assert waiting.status.state == "stopped"
    assert waiting.status.started is None
    assert waiting.id not in executor.processes


def test_stopping_what_has_ended_changes_nothing(manager, running):
    run, process = running
    process.exit = Exit(0)
    manager.tick()
    manager.stop(run.id)
    manager.tick()
    assert run.status.state == "completed"


def test_a_run_that_takes_too_long_is_asked_first_and_its_reason_is_the_limit(make_manager, executor, clock):
    manager = make_manager(seconds=60.0)
    run = manager.submit(SPEC, workspace="mine")
    clock.now += 60.0
    manager.tick()
    assert executor.processes[run.id].asked == 0
    clock.now += 1.0
    manager.tick()
    manager.tick()
    assert (executor.processes[run.id].asked, executor.processes[run.id].killed) == (1, 0)
    assert run.status.state == "killed"
    assert run.status.reason == "It ran for longer than 60 seconds, the limit here: train fewer epochs."


def test_a_deaf_run_that_takes_too_long_is_killed_after_the_grace(make_manager, executor, clock):
    manager = make_manager(seconds=60.0)
    run = manager.submit(SPEC, workspace="mine")
    executor.processes[run.id].deaf = True
    for _ in range(4):
        clock.now += 31.0
        manager.tick()
    assert executor.processes[run.id].killed == 1
    assert run.status.reason == "It ran for longer than 60 seconds, the limit here: train fewer epochs."


def test_a_run_that_takes_too_much_memory_is_killed_with_a_sentence(make_manager, executor, clock):
    manager = make_manager(memory=100 * MB)
    run = manager.submit(SPEC, workspace="mine")
    executor.processes[run.id].private = 101 * MB
    clock.now += 1.0
    manager.tick()
    manager.tick()
    assert run.status.state == "killed"
    assert "more than 100 MB of memory" in run.status.reason
    assert run.status.peak_memory == 101 * MB


def test_a_run_that_floods_the_disk_is_killed_with_a_sentence(make_manager, clock):
    manager = make_manager(output=1 * MB)
    run = manager.submit(SPEC, workspace="mine")
    run.log_path.write_bytes(bytes(2 * MB))
    clock.now += 1.0
    manager.tick()
    manager.tick()
    assert run.status.state == "killed"
    assert "wrote more than 1 MB" in run.status.reason


def test_the_largest_memory_seen_is_kept(manager, running, clock):
    run, process = running
    for process.private in (70, 90, 80):
        clock.now += 1.0
        manager.tick()
    process.exit = Exit(0)
    manager.tick()
    assert run.status.peak_memory == 90


def test_a_crash_on_a_full_disk_names_the_disk(manager, running, monkeypatch):
    run, process = running
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 0}))
    process.exit = Exit(1)
    manager.tick()
    assert run.status.state == "failed"
    assert "disk is full" in run.status.reason


def test_a_failure_shows_the_last_line_of_the_log(manager, running):
    run, process = running
    run.log_path.write_text("Traceback …\nValueError: no such layer\n")
    process.exit = Exit(1)
    manager.tick()
    assert (run.status.state, run.status.reason) == ("failed", "ValueError: no such layer")
    assert run.status.exit_code == 1


def test_the_runs_of_a_closed_tab_stop_after_the_grace(manager, running, clock):
    run, _ = running
    manager.attach("mine")
    manager.detach("mine")
    clock.now += 30.0
    manager.tick()
    assert run.status.state == "running"
    clock.now += 1.0
    manager.tick()
    assert (run.status.state, run.status.reason) == ("stopped", "Its page was closed.")


def test_a_tab_that_comes_back_within_the_grace_keeps_its_runs(manager, running, clock):
    run, _ = running
    manager.attach("mine")
    manager.detach("mine")
    clock.now += 20.0
    manager.attach("mine")
    clock.now += 100.0
    manager.tick()
    assert run.status.state == "running"


def test_a_live_run_is_adopted_after_a_restart(make_manager, executor, running):
    run, process = running
    executor.alive[process.pid] = process
    heir = make_manager()
    heir.recover()
    assert heir.active("mine") == [run]
    heir.stop(run.id)
    heir.tick()
    assert run.status.state == "stopped"


def test_an_adopted_run_of_a_tab_that_does_not_come_back_stops(make_manager, executor, running, clock):
    run, process = running
    executor.alive[process.pid] = process
    heir = make_manager()
    heir.recover()
    clock.now += 31.0
    heir.tick()
    assert run.status.reason == "Its page was closed."


def test_an_adopted_run_takes_a_slot(make_manager, executor, running):
    _, process = running
    executor.alive[process.pid] = process
    heir = make_manager(slots=1)
    heir.recover()
    assert heir.submit(SPEC, workspace="theirs").status.state == "queued"


def test_a_dead_run_is_lost_after_a_restart_and_its_events_are_kept(make_manager, running):
    run, _ = running
    run.events_path.write_text('{"kind":"start"}\n')
    make_manager().recover()
    assert run.status.state == "lost"
    assert "run it again" in run.status.reason
    assert run.events_path.read_text() == '{"kind":"start"}\n'


@pytest.mark.parametrize(("word", "state"), [("completed", "completed"), ("nan", "completed"), ("stopped", "stopped")])
def test_a_dead_run_that_had_its_last_word_is_what_it_says(make_manager, running, word, state):
    run, _ = running
    says_end(run, word)
    make_manager().recover()
    assert run.status.state == state


def test_the_time_without_a_server_is_none_of_the_runs(make_manager, running, clock):
    run, _ = running
    run.events_path.write_text(json.dumps({"kind": "end", "reason": "completed", "time": 1007.0}) + "\n")
    clock.now += 3600
    make_manager().recover()
    assert (run.status.started, run.status.ended) == (1000.0, 1007.0)


def test_a_run_without_a_last_word_ended_when_it_wrote_last(make_manager, running, clock):
    run, _ = running
    run.events_path.write_text('{"kind": "start"}\n')
    os.utime(run.events_path, (1005.0, 1005.0))
    clock.now += 3600
    make_manager().recover()
    assert (run.status.state, run.status.ended) == ("lost", 1005.0)


@pytest.mark.parametrize("time", [1e12, -5, "soon", True, float("nan")])
def test_an_end_that_cannot_be_is_not_believed(make_manager, running, clock, time):
    run, _ = running
    run.events_path.write_text(json.dumps({"kind": "end", "reason": "completed", "time": time}) + "\n")
    clock.now += 3600
    make_manager().recover()
    assert 1000.0 <= run.status.ended <= 4600.0


def test_a_waiting_run_is_lost_after_a_restart(make_manager, manager, running):
    waiting = manager.submit(SPEC, workspace="mine")
    make_manager().recover()
    assert waiting.status.state == "lost"
    assert "before this run began" in waiting.status.reason


def test_what_had_ended_is_left_as_it_was(make_manager, manager, running):
    run, process = running
    process.exit = Exit(0)
    manager.tick()
    before = run.status
    make_manager().recover()
    assert run.status == before


def test_a_run_of_a_damaged_folder_does_not_stop_the_recovery(make_manager, running, store):
    run, _ = running
    (run.folder / "about.json").write_text("{")
    other = store.create(SPEC, "", workspace="mine")
    Status(state="running", pid=1 << 30, pid_started=5.0).write(other.status_path)
    make_manager().recover()
    assert other.status.state == "lost"
