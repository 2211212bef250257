"""Papers from files, folders and standard input, whatever their format."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tui.errors import PapertuiError
from tui.sources.detect import FileFormat, detect_format
from tui.sources.folder import files_below
from tui.sources.formats import Reading, listed, read_as, words_for
from tui.sources.item import Found, Skipped
from tui.sources.opening import STANDARD_INPUT, Content, open_content

Opened = Callable[[str, str], None]
"""Told of each file: its name, and what it is in plain words."""

_NAMED_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_OF_NO_DAY = re.compile(r"search|query|trend|week|month", re.IGNORECASE)


def _tell_nobody(_name: str, _words: str) -> None:
    return None


def read_files(
    path: Path,
    *,
    format: FileFormat | None = None,
    listed_on: date | None = None,
    opened: Opened = _tell_nobody,
) -> Iterator[Found | Skipped]:
    """The papers of a file, of all files below a folder, or of standard input (``-``).

    The format is told from the content unless it is given. Files may be compressed (gzip, bzip2,
    xz, zstd). ``listed_on`` is the list day of papers that name none; without it a day's list of
    Hugging Face takes it from its file's name (``2025-03-11.json``), but none of a search, a week,
    a month or what is trending. In a folder a file without papers is ``Skipped``; a single one is a
    ``PapertuiError``.
    """
    read = _FileReader(format, listed_on, opened)
    if _is_folder(path):
        yield from _read_folder(path, read)
    else:
        yield from read.papers_of(path)


def _is_folder(path: Path) -> bool:
    """Whether it is a folder, as far as can be seen; opening it tells why nothing can."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _read_folder(folder: Path, read: "_FileReader") -> Iterator[Found | Skipped]:
    empty = True
    for path in files_below(folder):
        empty = False
        try:
            yield from (path,) if isinstance(path, Skipped) else read.papers_of(path)
        except PapertuiError as error:
            yield Skipped("", error.message)
    if empty:
        raise PapertuiError(f"{folder} holds no files.", "Name a folder with saved pages.")


class _FileReader:
    """Reads files one after the other in the same manner."""

    def __init__(self, format: FileFormat | None, listed_on: date | None, opened: Opened) -> None:
        self._format = format
        self._listed_on = listed_on
        self._opened = opened

    def papers_of(self, path: Path) -> Iterator[Found | Skipped]:
        """The papers of one file; PapertuiError, naming the file, when it can't be read on."""
        name = "standard input" if path == STANDARD_INPUT else str(path)
        try:
            with open_content(path) as content:
                for item in self._items(content, path):
                    yield _placed(item, name)
        except PapertuiError as error:
            raise _naming(name, error) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise PapertuiError(f"{name} can't be read: {reason}.", "Check its path.") from error

    def _items(self, content: Content, path: Path) -> Iterator[Found | Skipped]:
        format = self._format or detect_format(content.start(), content.name)
        named_day = None if self._listed_on else _named_day(path)
        reading = Reading(content, _year(path), named_day, notes=[])
        items = listed(read_as(format, reading), self._listed_on)
        words = words_for(format, reading)
        self._opened(content.name, words)
        empty = True
        for item in items:
            empty = False
            yield item
        if empty:
            raise PapertuiError(f"{content.name} holds no papers. It is {words}.")


def _named_day(path: Path) -> date | None:
    """The day in a file's name, unless the name says that it isn't a day's list."""
    match = None if _OF_NO_DAY.search(path.name) else _NAMED_DAY.search(path.name)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def _year(path: Path) -> int:
    """The year of a page whose days have none: that of the file's last change."""
    if path == STANDARD_INPUT:
        return date.today().year
    return date.fromtimestamp(path.stat().st_mtime).year


def _placed(item: Found | Skipped, name: str) -> Found | Skipped:
    """The item, with the file in the place of what was skipped."""
    return Skipped(f"{name}, {item.where}", item.reason) if isinstance(item, Skipped) else item


def _naming(name: str, error: PapertuiError) -> PapertuiError:
    """The error with the file's name in front, unless it names the file itself."""
    if error.message.startswith(name):
        return error
    return PapertuiError(f"{name}: {error.message}", error.hint)
