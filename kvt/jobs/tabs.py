"""Which workspaces have a tab open, and which have had none for longer than the grace. Pure."""

from collections import Counter


class Tabs:
    """A workspace that never had a tab (a command line) is never deserted."""

    def __init__(self, grace: float) -> None:
        self.grace = grace
        self._open: Counter[str] = Counter()
        self._left: dict[str, float] = {}
        self._gone: set[str] = set()

    def opened(self, workspace: str) -> None:
        self._open[workspace] += 1
        self._left.pop(workspace, None)
        self._gone.discard(workspace)

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
        self._gone.update(gone)
        return gone

    def present(self, workspace: str) -> bool:
        """Whether its grace is not over: a tab is open, or was a moment ago, or there never was one."""
        return workspace not in self._gone

    def open(self, workspace: str) -> int:
        return self._open[workspace]
