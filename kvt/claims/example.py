"""What came of a printed example, told from how its process ended and what it printed. Pure."""

import re
from typing import Literal, NamedTuple

Word = Literal["runs", "warns", "raises", "ended"]

# What a log says of a warning: "path.py:93: UserWarning: text", or "WARNING:tensorflow:text".
WARNING = re.compile(r"^(?:\S.*?:\d+: )?(\w+Warning: .+)$|^WARNING:[\w.]+:(.+)$", re.MULTILINE)
# The last line of a traceback, and the lines that its message goes on for.
ERROR = re.compile(r"^((?:\w+\.)*\w+(?:Error|Exception|Exit|Interrupt)\b.*)", re.MULTILINE | re.DOTALL)
LOSS = re.compile(r"(?<![\w])loss: (\S+)")
LONGEST = 400  # letters of a message


class Came(NamedTuple):
    """`message` is the error or the first warning, "" where it simply ran; `losses` all that it printed, in order.

    "ended" is a run that something outside of it stopped or killed.
    """

    word: Word
    message: str
    losses: tuple[float, ...]

    @property
    def trains(self) -> bool:
        """Whether its last loss is lower than its first."""
        return len(self.losses) > 1 and self.losses[-1] < self.losses[0]


def came_of(state: str, reason: str, log: str) -> Came:
    """`state` and `reason` as in a run's status, of one that is no longer active; `log` all it printed."""
    losses = tuple(_numbers(log))
    if state == "completed":
        warning = WARNING.search(log)
        return Came("warns", _short(warning[1] or warning[2]), losses) if warning else Came("runs", "", losses)
    if state == "failed":
        traceback = log.rpartition("Traceback (most recent call last):")[2]
        error = ERROR.search(traceback)
        return Came("raises", _short(error[1] if error else reason), losses)
    return Came("ended", _short(reason), losses)


def _numbers(log: str) -> list[float]:
    found = []
    for text in LOSS.findall(log):
        try:
            found.append(float(text))
        except ValueError:
            continue
    return found


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
