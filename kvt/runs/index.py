"""The table of all runs, in SQLite: a copy of what the folders say, which can be thrown away at any time.

The folders are the only truth. Before a workspace's rows are read they are held against its folders' names and times of
change, and what differs is read again. A file that is missing, damaged or of another version is made anew; one that
cannot be written (locked, read-only, a full disk) is replaced by a table in memory until it can. So no page ever fails
for it.
"""

import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    select,
    text,
)
from sqlalchemy import delete as deleting
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool, StaticPool

from kvt.runs.run import Run
from kvt.runs.summary import Summary, stamps

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

NAME = ".index.sqlite"
SCHEMA = 1  # raised when Summary changes: an index of another version is made anew
BUSY = 0.5  # seconds to wait for a file that somebody else has locked
RETRY = 30.0  # seconds that a table in memory serves before the file is tried again
CHUNK = 500  # ids in one statement
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)

TYPES = {str: Text, float: Float, float | None: Float, int: Integer, int | None: Integer, bool: Boolean}
KEYS = {"id": {"primary_key": True}, "workspace": {"index": True}}
METADATA = MetaData()
RUNS = Table(
    "runs",
    METADATA,
    *(Column(name, TYPES[kind], **KEYS.get(name, {})) for name, kind in Summary.__annotations__.items()),
)


class Index:
    """The rows of all runs below `root`. Safe to use from many threads of the one server that owns the root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / NAME
        self._lock = threading.RLock()
        self._engine: Engine | None = None  # of the file
        self._memory: Engine | None = None  # in its stead; its rows are kept while the file is tried again
        self._left = 0.0  # when the file was given up

    @property
    def in_memory(self) -> bool:
        return self._memory is not None

    def rows(self, workspace: str) -> list[Summary]:
        """A workspace's runs as their folders are now: newest first, those of one race in their order."""

        def read(connection: Connection) -> list[Summary]:
            self._refresh(connection, workspace)
            found = connection.execute(
                select(RUNS)
                .where(RUNS.c.workspace == workspace)
                .order_by(RUNS.c.created.desc(), RUNS.c.position, RUNS.c.id)
            )
            return [Summary(*row) for row in found]

        if not ID.fullmatch(workspace):
            return []
        with self._lock:
            return self._do(read)

    def put(self, run: Run) -> bool:
        """Take a run up as its folder is now, unless somebody else is writing: then the next look at the table will."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self._do(lambda connection: _write(connection, [Summary.of(run)]))
        finally:
            self._lock.release()
        return True

    def rebuild(self) -> int:
        """Read every folder of every workspace again; how many runs there are."""

        def read(connection: Connection) -> int:
            connection.execute(deleting(RUNS))
            folders = (Run(folder) for workspace in _folders(self._root) for folder in _folders(workspace))
            return _write(connection, map(Summary.of, folders))

        with self._lock:
            return self._do(read)

    def _refresh(self, connection: Connection, workspace: str) -> None:
        folder = self._root / workspace
        there = {path.name: stamps(path) for path in _folders(folder)}
        columns = select(RUNS.c.id, RUNS.c.status_stamp, RUNS.c.notes_stamp).where(RUNS.c.workspace == workspace)
        known = {id: (status, notes) for id, status, notes in connection.execute(columns)}
        _forget(connection, known.keys() - there.keys())
        changed = [Run(folder / id) for id, times in there.items() if known.get(id) != times]
        _write(connection, map(Summary.of, changed))

    def _do(self, action: Callable[[Connection], Answer]) -> Answer:
        """Do it with the file; where that is damaged with a new one; where it is unusable in memory, for a while."""
        if self._memory is None or time.monotonic() - self._left >= RETRY:
            for _ in range(2):
                try:
                    with _connected(self._file()) as connection:
                        answer = action(connection)
                except OperationalError as error:
                    if self._memory is None:
                        logger.warning("The index of runs cannot be used, and is kept in memory: %s", error.orig)
                    break
                except DatabaseError as error:
                    logger.warning("The index of runs is damaged, and is made anew: %s", error.orig)
                    self._engine = None
                    if not _removed(self._path):
                        break
                else:
                    if self._memory is not None:
                        logger.warning("The index of runs is on the disk again.")
                    self._memory = None
                    return answer
            self._engine, self._left = None, time.monotonic()
            self._memory = self._memory or create_engine(
                "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
            )
        assert self._memory is not None
        with _connected(self._memory) as connection:
            return action(connection)

    def _file(self) -> Engine:
        if self._engine is None:
            try:
                self._root.mkdir(parents=True, exist_ok=True)
            except OSError:
                pass  # opening the file will say so
            self._engine = create_engine(f"sqlite:///{self._path}", poolclass=NullPool, connect_args={"timeout": BUSY})
        return self._engine


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    """A transaction; the table is made where there is none of this version."""
    with engine.begin() as connection:
        version = connection.scalar(text("PRAGMA user_version"))
        if version != SCHEMA:
            connection.execute(text("DROP TABLE IF EXISTS runs"))
            METADATA.create_all(connection)
            connection.execute(text(f"PRAGMA user_version = {SCHEMA}"))
        yield connection


def _write(connection: Connection, rows: Iterable[Summary]) -> int:
    """Insert or replace, some hundred at a time, so that thousands are never in memory at once."""
    insert = RUNS.insert().prefix_with("OR REPLACE")
    count = 0
    batch: list[Mapping[str, Any]] = []
    for row in rows:
        batch.append(row.__dict__)
        count += 1
        if len(batch) == CHUNK:
            connection.execute(insert, batch)
            batch = []
    if batch:
        connection.execute(insert, batch)
    return count


def _forget(connection: Connection, ids: Iterable[str]) -> None:
    gone = list(ids)
    for first in range(0, len(gone), CHUNK):
        connection.execute(deleting(RUNS).where(RUNS.c.id.in_(gone[first : first + CHUNK])))


def _folders(parent: Path) -> list[Path]:
    try:
        return [parent / name for name in os.listdir(parent) if ID.fullmatch(name)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _removed(path: Path) -> bool:
    try:
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)
        return True
    except OSError:
        return False
