"""What became of a run, judged from how its process ended and from the script's own last word. Pure."""

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kvt.jobs.process import Exit
from kvt.runs.status import State

CRASHES = {"SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSYS"}


FORCED = "It did not answer and was killed: what it told until then is kept, its model is not."
KILLED = (
    "The process was killed (SIGKILL), and not by kvt: perhaps the machine was out of memory. "
    "Try a smaller model or batch."
)


@dataclass(frozen=True)
class Outcome:
    state: State
    reason: str = ""


def judge(
    exit: Exit,
    end: Mapping[str, Any] | None,
    *,
    asked: str | None = None,
    forced: bool = False,
    limit: str = "",
    log: str = "",
) -> Outcome:
    """`end` is the script's last event; `asked` says why it was asked to stop ("" needs no saying), `forced` that it
    did not answer and was killed, `limit` which limit it was killed for; `log` is the end of its output.
    """
    said = (end or {}).get("reason")
    if said in ("completed", "early", "nan"):
        # Its weights and its model were saved before it said so, whatever happened afterwards.
        return Outcome("completed")
    if limit:
        return Outcome("killed", limit)
    if asked is not None:
        return Outcome("stopped", " ".join(filter(None, (asked, FORCED if forced and said is None else ""))))
    if said == "stopped":
        return Outcome("stopped")
    return _unasked(exit.code, log.strip().rpartition("\n")[2].strip()[:300])


def _unasked(code: int | None, last: str) -> Outcome:
    said = f" Its last line: {last}" if last else ""
    if code is None:
        return Outcome("failed", f"The process ended, and nothing was there to hear how.{said}")
    if code == 0:
        return Outcome("completed")
    if code == 130:
        return Outcome("stopped", "The process was interrupted from outside kvt.")
    if code > 0:
        return Outcome("failed", last if last else f"The process ended with code {code} and printed nothing.")
    name = signal_name(-code)
    if name == "SIGKILL":
        return Outcome("killed", KILLED)
    if name in CRASHES:
        return Outcome("failed", f"The process crashed ({name}).{said}")
    return Outcome("killed", f"The process was ended from outside kvt ({name}).")


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
