"""The queue, its slots and its fairness, by hand: a stub executor, a clock to turn, and no thread."""

import sqlite3
import threading

import pytest

from kvt.errors import ClashError, JobError, RunError
from kvt.jobs.process import Exit
from kvt.runs.index import NAME
from kvt.runs.status import Status
from kvt.spec import Spec, parse

SPEC = Spec()
FRESH = parse({"engine.onednn": "false"}, SPEC).spec


def states(manager, runs):
    return [manager.status(run.id).state for run in runs]


def end(manager, executor, run, code=0):
    executor.processes[run.id].exit = Exit(code)
    manager.tick()


def test_a_run_starts_at_once_where_a_slot_is_free(manager, executor):
    run = manager.submit(SPEC, workspace="mine", page="home")
    assert run.id in executor.processes
    status = run.status
    assert (status.state, status.queued, status.started, status.pid) == ("running", 1000.0, 1000.0, 1 << 30)
    assert run.about.page == "home"


def test_a_run_waits_where_none_is_and_starts_when_one_ends(manager, executor):
    first, second = manager.submit(SPEC, workspace="mine"), manager.submit(SPEC, workspace="mine")
    assert states(manager, [first, second]) == ["running", "queued"]
    end(manager, executor, first)
    assert states(manager, [first, second]) == ["completed", "running"]


def test_as_many_run_as_there_are_slots(make_manager):
    manager = make_manager(slots=3)
    runs = [manager.submit(SPEC, workspace="mine") for _ in range(4)]
    assert states(manager, runs) == ["running"] * 3 + ["queued"]


def test_runs_of_one_race_never_overlap_and_races_may(make_manager, executor):
    manager = make_manager(slots=3)
    mine = manager.submit_race([SPEC, SPEC], workspace="mine")
    theirs = manager.submit_race([SPEC, SPEC], workspace="theirs")
    assert states(manager, mine + theirs) == ["running", "queued", "running", "queued"]
    end(manager, executor, mine[0])
    assert states(manager, mine) == ["completed", "running"]


def test_a_race_is_one_on_the_disk(manager, store):
    runs = manager.submit_race([SPEC, SPEC, SPEC], workspace="mine", page="home")
    assert store.latest_race("mine", "home") == runs
    assert [run.about.position for run in runs] == [0, 1, 2]


def test_one_visitors_many_runs_do_not_starve_the_others(manager, executor):
    many = [manager.submit(SPEC, workspace="many") for _ in range(20)]
    one, other = manager.submit(SPEC, workspace="one"), manager.submit(SPEC, workspace="other")
    began = [many[0]]
    for _ in range(4):
        end(manager, executor, began[-1])
        began.append(next(run for run in [*many, one, other] if manager.status(run.id).state == "running"))
    assert began == [many[0], one, other, many[1], many[2]]


def test_the_position_in_the_queue_is_the_order_in_which_runs_begin(manager, executor):
    mine = [manager.submit(SPEC, workspace="mine") for _ in range(3)]
    theirs = manager.submit(SPEC, workspace="theirs")
    assert [manager.queue_position(run.id) for run in [*mine, theirs]] == [None, 1, 2, 0]
    end(manager, executor, mine[0])
    assert [manager.queue_position(run.id) for run in [*mine, theirs]] == [None, 0, 1, None]


def test_a_full_queue_says_so_and_writes_nothing(make_manager, store):
    manager = make_manager(slots=1, queued=2)
    for name in ("a", "b", "c"):
        manager.submit(SPEC, workspace=name)
    with pytest.raises(JobError, match="queue is full, 2 runs wait"):
        manager.submit(SPEC, workspace="d")
    assert store.list("d") == []


def test_a_workspace_has_a_share_of_the_queue(make_manager):
    manager = make_manager(slots=1, queued_a_workspace=2)
    manager.submit_race([SPEC] * 2, workspace="mine")
    with pytest.raises(JobError, match="1 of your runs wait already"):
        manager.submit_race([SPEC] * 2, workspace="mine")
    assert manager.submit(SPEC, workspace="theirs").status.state == "queued"


def test_a_clash_is_told_before_anything_is_written(manager, store):
    with pytest.raises(ClashError, match="Nesterov"):
        manager.submit_race(
            [SPEC, parse({"training.optimizer": "sgd", "training.optimizer.nesterov": "true"}, SPEC).spec],
            workspace="mine",
        )
    assert store.list("mine") == []


def test_a_race_that_the_disk_does_not_take_leaves_no_run(manager, store, monkeypatch):
    create = store.create

    def full(spec, script, **where):
        if where["position"] == 1:
            raise RunError("The run could not be written to the disk.")
        return create(spec, script, **where)

    monkeypatch.setattr(store, "create", full)
    with pytest.raises(RunError, match="could not be written"):
        manager.submit_race([SPEC, SPEC], workspace="mine")
    assert store.list("mine") == []
    assert not manager.tick()


def test_a_run_that_needs_a_fresh_process_does_not_wait_for_the_zygote(make_manager, executor):
    executor.warm_enough = False
    manager = make_manager(slots=2)
    forked, fresh = manager.submit(SPEC, workspace="mine"), manager.submit(FRESH, workspace="mine")
    assert states(manager, [forked, fresh]) == ["queued", "running"]
    assert manager.warming()
    assert fresh.status.fresh
    executor.warm_enough = True
    manager.tick()
    assert states(manager, [forked]) == ["running"]


def test_a_run_that_cannot_be_started_fails_with_its_sentence_and_frees_the_slot(manager, executor):
    executor.broken = True
    run = manager.submit(SPEC, workspace="mine")
    assert run.status.state == "failed"
    assert run.status.reason == "The run could not be started."
    executor.broken = False
    assert manager.submit(SPEC, workspace="mine").status.state == "running"


def test_a_status_that_the_disk_does_not_take_is_kept_and_written_later(manager, executor, monkeypatch):
    run = manager.submit(SPEC, workspace="mine")
    write = Status.write

    def full(status, path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Status, "write", full)
    end(manager, executor, run)
    assert manager.status(run.id).state == "completed"
    assert run.status.state == "running"
    monkeypatch.setattr(Status, "write", write)
    manager.tick()
    assert run.status.state == "completed"
    assert not manager.tick()


def test_a_folder_that_was_taken_away_is_not_waited_for(manager, executor, store):
    run = manager.submit(SPEC, workspace="mine")
    store.discard(run)
    end(manager, executor, run)
    assert not manager.tick()


def test_an_unknown_run_has_no_status(manager):
    with pytest.raises(RunError, match="no such run"):
        manager.status("nobody")


def test_active_runs_are_a_workspaces_own_oldest_first(manager):
    mine = [manager.submit(SPEC, workspace="mine") for _ in range(2)]
    manager.submit(SPEC, workspace="theirs")
    assert manager.active("mine") == mine


def test_waiting_is_over_when_the_runs_have_ended(manager, executor):
    run = manager.submit(SPEC, workspace="mine")
    assert not manager.wait([run], timeout=0)
    end(manager, executor, run)
    assert manager.wait([run], timeout=0)


def test_old_runs_are_tidied_away_when_one_ends(make_manager, executor, store):
    manager = make_manager(slots=1, kept_runs=2)
    for _ in range(5):
        end(manager, executor, manager.submit(SPEC, workspace="mine"))
    assert len(store.list("mine")) == 2


def test_a_closed_manager_takes_no_more_runs_and_has_stopped_those_it_had(manager, executor):
    running, waiting = manager.submit(SPEC, workspace="mine"), manager.submit(SPEC, workspace="mine")
    manager.close()
    assert executor.closed
    assert waiting.status.state == "stopped"
    assert executor.processes[running.id].asked == 1
    with pytest.raises(JobError, match="shutting down"):
        manager.submit(SPEC, workspace="mine")


def test_a_race_that_finds_the_server_shut_down_once_it_is_written_leaves_no_run(manager, store, monkeypatch):
    create = store.create

    def slow(*args, **where):
        run = create(*args, **where)
        manager.close()
        return run

    monkeypatch.setattr(store, "create", slow)
    with pytest.raises(JobError, match="shutting down"):
        manager.submit(SPEC, workspace="mine")
    assert store.list("mine") == []


def test_a_second_click_while_the_first_is_served_starts_nothing(make_manager, store, monkeypatch):
    manager = make_manager()
    found, create = [], store.create
    clicks = []

    def click():
        found.append(manager.submit_race([SPEC], workspace="mine", page="home", once=True))

    def slow_create(*args, **kwargs):
        if not clicks:
            clicks.append(threading.Thread(target=click))
            clicks[0].start()
            clicks[0].join(0.2)  # all the time it needs, if nothing holds it up
        return create(*args, **kwargs)

    monkeypatch.setattr(store, "create", slow_create)
    click()
    clicks[0].join()
    assert found[0] == found[1]
    assert len(store.list("mine")) == 1


def test_the_same_again_is_another_race_once_the_first_has_ended_or_on_another_page(manager, executor, store):
    first = manager.submit(SPEC, workspace="mine", page="home", once=True)
    assert manager.submit(SPEC, workspace="mine", page="elsewhere", once=True) != first
    end(manager, executor, first)
    assert manager.submit(SPEC, workspace="mine", page="home", once=True) != first


def test_a_run_that_has_ended_is_entered_into_the_index(manager, store, executor):
    run = manager.submit(Spec(), workspace="mine")
    executor.processes[run.id].exit = Exit(0)
    manager.tick()
    with sqlite3.connect(store.root / NAME) as file:
        assert file.execute("select id, state from runs").fetchall() == [(run.id, "completed")]


def test_an_index_that_fails_stops_no_run(manager, store, executor, monkeypatch, caplog):
    def broken(run):
        raise RuntimeError("The index is on fire.")

    monkeypatch.setattr(store.index, "put", broken)
    first, second = (manager.submit(Spec(), workspace="mine") for _ in range(2))
    executor.processes[first.id].exit = Exit(0)
    manager.tick()
    assert [run.status.state for run in (first, second)] == ["completed", "running"]
    assert "could not be entered" in caplog.text
