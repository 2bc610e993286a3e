"""Sweeps on a disk that is full for a while, at any moment: a sentence, and on again when there is room."""

import errno

import pytest
from optuna.storages.journal import JournalFileBackend

from kvt.sweeps import sweep as sweeps
from kvt.sweeps.study import Study
from kvt.sweeps.turn import Turn


class Disk:
    """`room` is how many writes it still takes; after that each leaves half of its bytes in a journal."""

    def __init__(self, monkeypatch):
        self.room = float("inf")
        append, write_whole = JournalFileBackend.append_logs, sweeps.write_whole

        def write(backend, logs):
            if not self.takes():
                with open(backend._file_path, "ab") as journal:
                    journal.write(b'{"op_code": 5, "half')
                raise OSError(errno.ENOSPC, "No space left on device")
            append(backend, logs)

        def put(path, text):
            if not self.takes():
                raise OSError(errno.ENOSPC, "No space left on device")
            write_whole(path, text)

        monkeypatch.setattr(JournalFileBackend, "append_logs", write)
        monkeypatch.setattr(sweeps, "write_whole", put)

    def takes(self):
        self.room -= 1
        return self.room >= 0


@pytest.fixture
def disk(monkeypatch):
    return Disk(monkeypatch)


@pytest.fixture
def begin(lab, search, spec):
    """begin(trials=3): a sweep that has begun, its first runs in the slots."""

    def begin(**fields):
        sweep = lab.conductor.start(search(**fields), spec(), workspace="mine")
        lab.round()
        return sweep

    return begin


def test_room_that_comes_back_lets_it_end_wherever_it_was_broken_off(lab, begin, disk):
    said = set()
    for room in range(0, 40, 3):
        sweep = begin(trials=3)
        disk.room = room
        for _ in range(6):
            for run in lab.running():
                lab.finish(run)
            lab.round()
        disk.room = float("inf")
        standing = lab.conductor.standing(sweep)
        said.add((standing.state, standing.reason))
        lab.conductor.resume(sweep)
        found = lab.play(sweep)
        again = Study(sweep.plan, sweep.journal).trials()
        assert again == list(found.trials)
        assert sum(trial.state == "completed" for trial in again) >= 2, room
        assert lab.manager.active("mine") == []
    full = "The disk does not take what its trials come to (No space left on device): free space, or delete runs."
    assert said <= {("paused", full), ("completed", "")}
    assert ("paused", full) in said


def test_waiting_for_room_costs_neither_time_of_its_own_nor_the_processor(lab, begin, disk):
    sweep = begin()
    disk.room = 0
    lab.finish(lab.running()[0])
    lab.round()
    for _ in range(5):
        lab.conductor._wake.clear()
        lab.round(100.0)
        assert not lab.conductor._wake.is_set()  # the next round is not asked for at once
    assert lab.conductor.standing(sweep).seconds < 10


def test_a_sweep_that_was_stopped_on_a_full_disk_stays_so(lab, begin, disk):
    sweep = begin()
    lab.finish(lab.running()[0])
    lab.round()
    disk.room = 0
    lab.conductor.stop(sweep)
    lab.round()
    assert lab.conductor.standing(sweep).state == "stopped"
    assert lab.manager.active("mine") == []
    disk.room = float("inf")
    lab.round()
    assert sweep.standing.state == "stopped"
    assert [trial.state for trial in Study(sweep.plan, sweep.journal).trials()] == ["completed"] + ["stopped"] * 3


def test_a_sweep_that_goes_wrong_does_not_keep_the_others(lab, begin, search, spec, monkeypatch, caplog):
    mine = begin()
    theirs = lab.conductor.start(search(), spec(), workspace="theirs")
    play = Turn.play

    def broken(turn, manager, now):
        if turn.sweep == mine:
            raise KeyError("a bug")
        play(turn, manager, now)

    monkeypatch.setattr(Turn, "play", broken)
    lab.round()
    assert lab.conductor.progress(theirs).trials
    assert "a bug" in caplog.text


def test_a_trial_that_a_killed_server_left_half_made_does_not_stop_the_others(lab, begin):
    sweep = begin()
    lines = sweep.journal.read_bytes().splitlines(keepends=True)
    last = max(place for place, line in enumerate(lines) if b'"runs"' in line and b'[""]' in line)
    sweep.journal.write_bytes(b"".join(lines[:last]))
    lab.boot()
    found = lab.play(lab.conductor.get(sweep.id))
    assert [trial.reason for trial in found.trials if trial.state != "completed"] == ["It was broken off as it began."]
    assert found.ended == 8
