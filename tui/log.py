"""The log: what happened in the background, for when something goes wrong. Never shown.

Everybody writes to a logger below ``papertui``: names, numbers, addresses, reasons. Secrets are
left out, and so is the text of papers: what a message quotes (“…”), and what an exception says of
itself unless exceptions of its kind never quote what they were given.
"""

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Self

from tui.errors import PapertuiError
from tui.lock import lock
from tui.papers.text import clean
from tui.paths import make_private

_ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

_ROOT = "papertui"
_FILE = "papertui.log"
_FAILURE = "failure"
_LARGEST_FILE = 1_000_000
_OLD_FILES = 2
_LONGEST_LINE = 2_000
_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"

_SECRETS = re.compile(
    r"(?P<header>(?i:authorization\W{1,4}(?:bearer|basic)?\s*|bearer\s+|token\s*[=:]\s*))\S+"
    r"|\bhf_[A-Za-z0-9]{4,}"
    r"|(?<=://)[^\s/@]+(?=@)"
)
_SECRET_NAME = re.compile(r"TOKEN|SECRET|PASS|CREDENTIAL|API_?KEY", re.IGNORECASE)
_SHORTEST_SECRET = 6
# From the first to the last, since what is quoted may hold such marks itself.
_QUOTED = re.compile("“.*”", re.DOTALL)

_LONGEST_CHAIN = 5
_MOST_FRAMES = 12
_TALKATIVE = (
    PapertuiError, OSError, MemoryError, RecursionError, AttributeError, NameError, TypeError,
    ImportError, ArithmeticError,
)  # fmt: skip
_TALKATIVE_MODULES = frozenset(("sqlite3", "msgspec", "httpx2"))


def log_to(folder: Path) -> None:
    """Have the log written to ``papertui.log`` in ``folder``, one megabyte and two older files.

    The file is made with the first line. That it can't be written stops nothing and is not told.
    """
    root = logging.getLogger(_ROOT)
    if any(isinstance(known, _LogFile) and known.folder == folder for known in root.handlers):
        return
    for known in [known for known in root.handlers if isinstance(known, _LogFile)]:
        root.removeHandler(known)
        known.close()
    root.setLevel(logging.INFO)
    root.propagate = False
    root.addHandler(_LogFile(folder))


def log_file(folder: Path) -> Path:
    """Where the log is when ``folder`` is the folder of logs."""
    return folder / _FILE


def log_failure(error: BaseException) -> None:
    """Have the log tell what failed: a known failure in its words, another with where it was."""
    expected = isinstance(error, PapertuiError)
    told = _told(error, with_places=not expected)
    logging.getLogger(_ROOT).error("%s", told, extra={_FAILURE: error})


class FailureLog(logging.Handler):
    """Keeps the failures that are logged while it is there, for who wants to see all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[BaseException] = []

    def __enter__(self) -> Self:
        logging.getLogger(_ROOT).addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger(_ROOT).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the failure that a record is about."""
        failure = getattr(record, _FAILURE, None)
        if failure is not None:
            self.failures.append(failure)


def without_secrets(text: str) -> str:
    """``text`` without passwords and tokens, those of the environment among them."""
    for secret in _secrets_of_the_environment():
        text = text.replace(secret, "***")
    return _SECRETS.sub(_hidden, text)


class _LogFile(RotatingFileHandler):
    """A file for this user alone, opened when there is something to write.

    Several processes may write to it: one moves it aside when it is full, the others follow.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            log_file(folder),
            maxBytes=_LARGEST_FILE,
            backupCount=_OLD_FILES,
            encoding="utf-8",
            errors="replace",
            delay=True,
        )
        self.setFormatter(_OneLine(_LINE))

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - logging's name
        """Whether the record needs another file: the open one is full, or was moved aside."""
        return bool(super().shouldRollover(record)) or not self._is_in_place()

    def doRollover(self) -> None:  # noqa: N802 - logging names it so
        """Move the full file aside, or let go of one that was; the next line opens the new one."""
        if self._is_in_place():
            with _turn_to_move(self.folder) as is_ours:
                if is_ours and self._is_in_place():
                    super().doRollover()
        elif self.stream is not None:
            self.stream.close()
            self.stream = None

    def _is_in_place(self) -> bool:
        """Whether the open file is still the one that has the log's name."""
        try:
            named = log_file(self.folder).stat()
        except FileNotFoundError:
            return False
        return self.stream is not None and os.path.samestat(named, os.fstat(self.stream.fileno()))

    def _open(self) -> TextIOWrapper:
        try:
            make_private(self.folder)
        except PapertuiError as error:
            raise OSError(error.message) from error
        handle = os.open(self.baseFilename, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        stream = TextIOWrapper(os.fdopen(handle, "ab"), "utf-8", "replace")
        if _ends_within_a_line(handle):
            stream.write("\n")
        return stream

    def handleError(self, _: logging.LogRecord) -> None:  # noqa: N802 - logging names it so
        """Go on without the line, or its rest: the next one opens the file anew."""
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()


def _ends_within_a_line(handle: int) -> bool:
    """Whether somebody could not write all of a line."""
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != b"\n"


@contextmanager
def _turn_to_move(folder: Path) -> Iterator[bool]:
    """Keep others from moving the files in ``folder``; whether nobody is just doing that."""
    if sys.platform == "win32":
        # No folder can be opened there, and no open file moved aside by others.
        yield True
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield lock(handle)
    finally:
        os.close(handle)


class _OneLine(logging.Formatter):
    """A record on one line, bounded, without secrets, quotations, and what steers a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = clean(without_secrets(_QUOTED.sub("“…”", super().format(record))))
        return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - logging names it so
        """What is told of the exception that a record comes with."""
        return _told(ei[1]) if ei[1] else ""


def _told(error: BaseException, *, with_places: bool = True) -> str:
    """An exception and what caused it, the newest first, each with the places it went through."""
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < _LONGEST_CHAIN:
        places = _places(cause) if with_places else ""
        told.append(f"{_named(cause)}{places}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return " ← ".join(told)


def _named(error: BaseException) -> str:
    """The kind of an exception, with its words if it is one that quotes nothing."""
    kind = type(error).__qualname__
    if isinstance(error, OSError):
        return f"{kind}: {error.strerror or 'no reason given'}"
    module = type(error).__module__.partition(".")[0]
    if isinstance(error, _TALKATIVE) or module in _TALKATIVE_MODULES:
        return f"{kind}: {getattr(error, 'message', error)}"
    return kind


def _places(error: BaseException) -> str:
    """Where an exception was raised, and the callers from there outwards."""
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    places = [
        f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
        for frame in reversed(frames)
    ]
    return f" at {', '.join(places)}" if places else ""


def _secrets_of_the_environment() -> list[str]:
    values = [value for name, value in os.environ.items() if _SECRET_NAME.search(name)]
    return sorted((v for v in values if len(v) >= _SHORTEST_SECRET), key=len, reverse=True)


def _hidden(secret: re.Match[str]) -> str:
    return f"{secret['header'] or ''}***"
