"""Commands to a run that can be steered: appended to `control.jsonl` in its folder, by the server alone."""

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kvt.errors import RunError
from kvt.runs.run import Run

MOST = 64 * 1024  # bytes of commands: some thousand


class Command(BaseModel):
    """What a script is told, as data: "rate" comes with the new learning rate."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    do: Literal["pause", "play", "step", "rate"]
    rate: float | None = Field(default=None, gt=0.0, le=10.0)


def send(run: Run, command: Command) -> None:
    """Tell a run what to do: it obeys before its next step.

    Raises RunError where the run cannot be steered, has ended, was told too much already, or where the disk is full.
    """
    if run.spec.topic.kind != "steering" or run.spec.topic.replayed:
        raise RunError("This run cannot be steered: start one that can.")
    if (command.do == "rate") != (command.rate is not None):
        raise RunError("A learning rate goes with the command “rate” alone: choose one above 0.")
    if not run.status.active:
        raise RunError("This run has ended: start another one.")
    path = run.folder / "control.jsonl"
    line = json.dumps(command.model_dump(exclude_none=True)) + "\n"
    try:
        if path.exists() and path.stat().st_size + len(line) > MOST:
            raise RunError("This run was told too many commands: start another one.")
        with path.open("ab", buffering=0) as file:
            file.write(line.encode())  # in one piece, so that no half of it is ever read
    except OSError as error:
        raise RunError(
            f"The command could not be written ({error.strerror or error}): delete old runs, or free space."
        ) from error


def sent(run: Run) -> list[Command]:
    """All commands that a run was told, oldest first; lines that are none are passed over."""
    try:
        lines = (run.folder / "control.jsonl").read_bytes().splitlines()
    except OSError:
        return []
    commands = []
    for line in lines:
        try:
            commands.append(Command.model_validate_json(line))
        except ValidationError:
            continue  # torn by a full disk
    return commands
