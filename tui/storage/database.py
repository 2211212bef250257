"""The one SQLite file of the library: its connections and its transactions."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.errors import StorageError
from tui.storage.failure import closed_failure, database_failure, value_failure
from tui.storage.opening import bring_up_to_date, connect, make_private_file, transaction

_WAIT_SECONDS = 5.0
_IDLE_READERS = 4
_WRITER_CACHE_KB = 16_000


class Database:
    """The library's database, open for any number of threads and processes.

    Readers see the state of the moment they begin, and never wait. Writers go one at a time;
    a second process waits for its turn, by default up to five seconds. Whatever fails in a
    ``read`` or ``write`` block of SQLite's is raised as ``StorageError``.
    """

    def __init__(self, path: Path, *, wait_seconds: float = _WAIT_SECONDS) -> None:
        self.path = path
        self._wait_seconds = wait_seconds
        self._closed = False
        self._write_lock = threading.RLock()
        self._idle_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        with self._failures_told():
            self._writer = self._open()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one unchanging state of the database until the block ends.

        What an unfinished ``write`` has changed is not in it, not even that of the same thread.
        """
        with self._failures_told():
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together when the block ends, or not at all.

        A block inside another of the same thread is part of the outer one's transaction.
        """
        with self._failures_told(), self._write_lock:
            self._refuse_when_closed()
            if self._writer.in_transaction:
                yield self._writer
            else:
                with transaction(self._writer):
                    yield self._writer

    def damage(self) -> list[str]:
        """What SQLite's own check finds wrong with the file; empty when it is sound."""
        try:
            with self.read() as connection:
                found = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
        except StorageError as failure:
            return [failure.message]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        """Close the file once the running write is done; a running read closes its own end."""
        with self._write_lock, self._idle_lock:
            self._closed = True
            for connection in (self._writer, *self._idle):
                connection.close()
            self._idle.clear()

    def _open(self) -> sqlite3.Connection:
        make_private_file(self.path)
        writer = connect(self.path, self._wait_seconds)
        # Pages of indexes that a batch of papers touches; with fewer they are written twice.
        writer.execute(f"PRAGMA cache_size = -{_WRITER_CACHE_KB}")
        try:
            bring_up_to_date(writer, self.path, self._wait_seconds)
        except BaseException:
            writer.close()
            raise
        return writer

    def _borrow(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._refuse_when_closed()
            if self._idle:
                return self._idle.pop()
        return connect(self.path, self._wait_seconds)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._idle_lock:
            if not self._closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise closed_failure(self.path)

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise database_failure(error, self.path) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise value_failure(error) from error
