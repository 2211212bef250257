"""The log: what happened in the background, for when something goes wrong. Never shown.

Everybody writes to a logger below ``papertui``: names, numbers, addresses, reasons; no secrets and
no text of papers.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tui.errors import PapertuiError
from tui.papers.text import clean
from tui.paths import make_private

_ROOT = "papertui"
_FILE = "papertui.log"
_LARGEST_FILE = 1_000_000
_OLD_FILES = 2
_LONGEST_LINE = 2_000
_LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"

_SECRETS = re.compile(
    r"(?P<header>(?i:authorization\W{1,4}(?:bearer|basic)?\s*|bearer\s+|token\s*[=:]\s*))\S+"
    r"|\bhf_[A-Za-z0-9]{4,}"
    r"|(?<=://)[^\s/@]+(?=@)"
)


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
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return TextIOWrapper(os.fdopen(handle, "ab"), "utf-8", "replace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging names it so
        """Go on without the line."""


@contextmanager
def _turn_to_move(folder: Path) -> Iterator[bool]:
    """Keep others from moving the files in ``folder``; whether nobody is just doing that."""
    try:
        import fcntl
    except ImportError:
        # A system without such locks.
        yield True
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)


class _OneLine(logging.Formatter):
    """A record on one line, bounded, without secrets and without what steers a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = clean(_SECRETS.sub(_hidden, super().format(record)))
        return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def _hidden(secret: re.Match[str]) -> str:
    return f"{secret['header'] or ''}***"
