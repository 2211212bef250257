"""The one SQLite file of the library: its connections and its transactions."""

import math
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui.storage.connecting import connect, pragma, transaction
from tui.storage.failure import (
    busy_failure,
    closed_failure,
    database_failure,
    moved_failure,
    value_failure,
)
from tui.storage.opening import file_identity, make_private_file, open_library
from tui.storage.turn import Courtesy, is_busy, unheard

_WAIT_SECONDS = 60.0
_SECONDS_TO_TELL = 1.0
_IDLE_READERS = 4
_UNKNOWN = -1


class Database:
    """The library's database, open for any number of threads and processes.

    Readers see the state of the moment they begin, and never wait. Writers go one at a time, those
    of other processes among them; who waits longer than ``wait_seconds`` gets an error. Whatever
    fails in a ``read`` or ``write`` block of SQLite's is raised as ``StorageError``.
    """

    def __init__(self, path: Path, *, wait_seconds: float = _WAIT_SECONDS) -> None:
        self.path = path
        self.commits = 0
        """How many transactions this object has kept."""
        self.waiting: Callable[[], None] = unheard
        """Called when a write has waited for another process for a moment, and goes on waiting."""
        self._wait_seconds = wait_seconds
        self._closed = False
        self._impatient = False
        self._write_lock = threading.Lock()
        self._writing_thread: int | None = None
        self._courtesy = Courtesy()
        self._data_version = _UNKNOWN
        self._idle_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._file: tuple[int, int] | None = None
        self._log: tuple[int, int] | None = None
        with self.failures_told():
            self._writer: sqlite3.Connection | None = self._open()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one unchanging state of the database until the block ends.

        What an unfinished ``write`` has changed is not in it, not even that of the same thread.
        """
        with self.failures_told():
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
        with self.failures_told():
            if self._writing_thread == threading.get_ident():
                yield self._ready_writer()
                return
            self._courtesy.rest()
            with self._turn():
                self._refuse_when_closed()
                with self._transaction() as connection:
                    yield connection

    def changed_elsewhere(self) -> bool | None:
        """Whether anything else has changed the file since this was asked last; never waits.

        ``None`` when it can't be told at this moment, as while this object itself is writing.
        """
        if not self._write_lock.acquire(blocking=False):
            return None
        try:
            with self.failures_told():
                self._refuse_when_closed()
                self._refuse_when_moved()
                before, self._data_version = self._data_version, self._seen_version()
        finally:
            self._write_lock.release()
        return before != self._data_version

    def _seen_version(self) -> int:
        """A number that changes with every transaction of another connection."""
        try:
            return pragma(self._ready_writer(), "data_version")
        except sqlite3.OperationalError as error:
            if is_busy(error):
                return self._data_version
            raise

    def stop_waiting(self) -> None:
        """Have every write fail that waits for another process, now and from now on."""
        self._impatient = True

    def close(self) -> None:
        """Close the file once the running write is done; a running read closes its own end."""
        with self._write_lock, self._idle_lock:
            self._closed = True
            for connection in (self._writer, *self._idle):
                if connection is not None:
                    connection.close()
            self._idle.clear()

    @contextmanager
    def failures_told(self) -> Iterator[None]:
        """Raise as ``StorageError`` what fails in the block of SQLite's."""
        try:
            yield
        except sqlite3.Error as error:
            raise database_failure(error, self.path) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise value_failure(error) from error

    def _open(self) -> sqlite3.Connection:
        make_private_file(self.path)
        writer = open_library(self.path, self._wait_seconds)
        self._file, self._log = self._file or file_identity(self.path), self._log_identity()
        return writer

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Keep the other threads from writing."""
        if not self._write_lock.acquire(timeout=self._wait_seconds):
            raise busy_failure(self.path)
        self._writing_thread = threading.get_ident()
        try:
            yield
        finally:
            self._writing_thread = None
            self._write_lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        writer, begun = self._ready_writer(), None
        try:
            with transaction(writer, self._wait_seconds, self._meeting()):
                begun = time.monotonic()
                yield writer
                self._refuse_when_moved()
            self.commits += 1
        finally:
            if begun is not None:
                self._courtesy.note(begun)
            if writer.in_transaction:
                # It couldn't even roll back; closing it does.
                writer.close()
                self._writer = None

    def _meeting(self) -> Callable[[], None]:
        """What is to be done as long as another process is in the way."""
        tell_at = time.monotonic() + _SECONDS_TO_TELL

        def meet() -> None:
            nonlocal tell_at
            self._courtesy.meet()
            if self._impatient:
                raise busy_failure(self.path)
            if time.monotonic() > tell_at:
                tell_at = math.inf
                self.waiting()

        return meet

    def _ready_writer(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = self._open()
            self._data_version = _UNKNOWN
        return self._writer

    def _borrow(self) -> sqlite3.Connection:
        with self._idle_lock:
            self._refuse_when_closed()
            if self._idle:
                return self._idle.pop()
        return connect(self.path, self._wait_seconds)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):
            connection.rollback()
        with self._idle_lock:
            fit = not connection.in_transaction and len(self._idle) < _IDLE_READERS
            if fit and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _refuse_when_moved(self) -> None:
        # Nobody would find what is written from then on. The log stays as long as it is used.
        log = self._log_identity()
        self._log = self._log or log
        if file_identity(self.path) != self._file or log != self._log:
            raise moved_failure(self.path)

    def _log_identity(self) -> tuple[int, int] | None:
        return file_identity(self.path.with_name(f"{self.path.name}-wal"))

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise closed_failure(self.path)
