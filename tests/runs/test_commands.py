import pytest
from pydantic import ValidationError

from kvt.errors import RunError
from kvt.runs.commands import MOST, Command, send, sent
from kvt.runs.status import Status
from kvt.runs.store import Store


@pytest.fixture
def steered(tmp_path, spec):
    """steered(topic="tracing"): a run of that topic, going on; by default one that can be steered."""

    def make(state="running", **fields):
        run = Store(tmp_path).create(spec(**({"topic": "steering"} | fields)), "", workspace="visitor")
        Status(state=state).write(run.status_path)
        return run

    return make


def test_commands_are_read_back_in_their_order(steered):
    run = steered()
    commands = [Command(do="pause"), Command(do="rate", rate=0.01), Command(do="step"), Command(do="play")]
    for command in commands:
        send(run, command)
    assert sent(run) == commands
    first = (run.folder / "control.jsonl").read_text().splitlines()[0]
    assert first == '{"do": "pause"}'


UNKNOWN = [
    {"do": "import os"},
    {"do": "rate", "rate": float("nan")},
    {"do": "rate", "rate": 0},
    {"do": "rate", "rate": 11},
    {"do": "play", "code": "x"},
]


@pytest.mark.parametrize("fields", UNKNOWN)
def test_only_what_is_known_is_a_command(fields):
    with pytest.raises(ValidationError):
        Command(**fields)


@pytest.mark.parametrize(
    ("fields", "command", "words"),
    [
        ({"topic": "tracing"}, Command(do="pause"), "cannot be steered"),
        ({"topic__replayed": "true"}, Command(do="pause"), "cannot be steered"),
        ({"state": "completed"}, Command(do="pause"), "has ended"),
        ({}, Command(do="rate"), "goes with"),
        ({}, Command(do="play", rate=0.1), "goes with"),
    ],
)
def test_a_command_that_nobody_would_obey_is_refused_in_a_sentence(fields, command, words, steered):
    run = steered(**fields)
    with pytest.raises(RunError, match=words):
        send(run, command)
    assert sent(run) == []


def test_a_run_takes_only_so_many_commands(steered):
    run = steered()
    (run.folder / "control.jsonl").write_bytes(b"x" * MOST)
    with pytest.raises(RunError, match="too many"):
        send(run, Command(do="pause"))


def test_a_disk_that_refuses_is_told(steered):
    run = steered()
    (run.folder / "control.jsonl").mkdir()
    with pytest.raises(RunError, match="could not be written"):
        send(run, Command(do="pause"))


def test_torn_lines_are_passed_over(steered):
    run = steered()
    (run.folder / "control.jsonl").write_bytes(b'{"do": "pau{"do": "play"}\n{"do": "play"}\n')
    assert sent(run) == [Command(do="play")]
