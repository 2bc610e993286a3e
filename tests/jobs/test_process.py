"""A process as the manager sees it, tried on one that this test starts."""

import subprocess
import sys

import pytest

from kvt.jobs.process import CLOCK_SLACK, Exit, Process

MB = 1024 * 1024
GROW = """
import sys
for line in sys.stdin:
    kept = bytearray(int(line))
    print("grown", flush=True)
"""


@pytest.fixture
def grown():
    """A process that takes as many bytes as a line of its input says, and answers when it has them."""
    with subprocess.Popen(
        [sys.executable, "-u", "-c", GROW],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as popen:
        yield popen
        popen.kill()


def take(popen, size):
    popen.stdin.write(f"{size}\n")
    popen.stdin.flush()
    assert popen.stdout.readline() == "grown\n"


def test_memory_is_what_the_process_alone_has(grown):
    process = Process(grown.pid)
    take(grown, 1000)
    before = process.memory()
    take(grown, 50 * MB)
    assert 49 * MB < process.memory() - before < 60 * MB


def test_memory_is_not_looked_at_again_while_nothing_is_taken(grown, monkeypatch):
    process = Process(grown.pid)
    take(grown, 1000)
    before = process.memory()
    monkeypatch.setattr("kvt.jobs.process._page_faults", lambda pid: process._measured[0] + 10)
    take(grown, 50 * MB)
    assert process.memory() == before


def test_one_that_has_ended_has_no_memory_and_an_unknown_exit(grown):
    process = Process(grown.pid)
    assert process.poll() is None
    grown.kill()
    grown.wait()
    assert process.memory() is None
    assert process.poll() == Exit(None)


def test_one_that_waits_to_be_buried_has_ended(grown, until):
    process = Process(grown.pid)
    process.kill()
    assert until(process.poll) == Exit(None)
    assert grown.returncode is None


@pytest.mark.parametrize("shift", [-2 * CLOCK_SLACK, 2 * CLOCK_SLACK])
def test_another_process_of_the_same_number_is_neither_watched_nor_killed(grown, shift):
    impostor = Process(grown.pid, Process(grown.pid).started + shift)
    assert impostor.poll() == Exit(None)
    impostor.interrupt()
    impostor.kill()
    take(grown, 0)


def test_a_small_step_of_the_clock_is_forgiven(grown):
    assert Process(grown.pid, Process(grown.pid).started + CLOCK_SLACK / 2).poll() is None


def test_a_number_that_nobody_has_is_no_process():
    process = Process(1 << 30)
    process.interrupt()
    process.kill()
    assert process.poll() == Exit(None)
