"""Which workspaces have a tab open, and which have had none for longer than the grace. Pure."""

from collections import Counter


class Tabs:
    """A workspace that never had a tab (a command line) is never deserted."""

    def __init__(self, grace: float) -> None:
        self.grace = grace
        self._open: Counter[str] = Counter()
        self._left: dict[str, float] = {}

    def opened(self, workspace: str) -> None:
        self._open[workspace] += 1
        self._left.pop(workspace, None)

    def closed(self, workspace: str, now: float) -> None:
        self._open[workspace] -= 1
        if self._open[workspace] <= 0:
            del self._open[workspace]
            self._left[workspace] = now

    def deserted(self, now: float) -> list[str]:
        """Workspaces whose grace is over; each is told once."""
        gone = [workspace for workspace, left in self._left.items() if now - left > self.grace]
        for workspace in gone:
            del self._left[workspace]
        return gone
