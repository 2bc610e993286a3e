"""The boards that are open: made at the first request, closed when idle or when there are too many."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Book = TypeVar("Book")

MOST = 8
IDLE = 600.0  # seconds without a request


@dataclass
class _Place(Generic[Book]):
    book: Book
    used: float


class Shelf(Generic[Book]):
    """At most `most` things by name, the least recently used given up first. Safe to use from many threads."""

    def __init__(
        self,
        make: Callable[[str], Book],
        *,
        most: int = MOST,
        idle: float = IDLE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._most, self._idle, self._clock = most, idle, clock
        self._places: OrderedDict[str, _Place[Book]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, name: str) -> Book:
        """The thing of that name, made if it is not there."""
        with self._lock:
            place = self._places.get(name)
            if place is None:
                place = self._places[name] = _Place(self._make(name), 0.0)
                while len(self._places) > self._most:
                    self._places.popitem(last=False)
            place.used = self._clock()
            self._places.move_to_end(name)
            return place.book

    def tidy(self) -> int:
        """Give up what was not used for so long; how many went."""
        with self._lock:
            now = self._clock()
            idle = [name for name, place in self._places.items() if now - place.used >= self._idle]
            for name in idle:
                del self._places[name]
            return len(idle)

    def clear(self) -> None:
        with self._lock:
            self._places.clear()
