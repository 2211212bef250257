"""Papers from files, folders and standard input, whatever their format."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

from tui.errors import PapertuiError
from tui.sources.detect import FileFormat, detect_format
from tui.sources.item import Found, Skipped
from tui.sources.jsonl import read_jsonl
from tui.sources.page import read_page

_HEAD = 64_000
_LARGEST_PAGE = 50_000_000
STANDARD_INPUT = Path("-")


def read_files(
    path: Path, *, format: FileFormat | None = None, listed_on: date | None = None
) -> Iterator[Found | Skipped]:
    """The papers of a file, of all files below a folder, or of standard input (``-``).

    The format is told from the content unless it is given. ``listed_on`` is the list day of papers
    that name none. In a folder a file without papers is ``Skipped``; a single one is a
    ``PapertuiError``.
    """
    if path.is_dir():
        yield from _read_folder(path, format, listed_on)
    else:
        yield from _read_file(path, format, listed_on)


def _read_folder(
    folder: Path, format: FileFormat | None, listed_on: date | None
) -> Iterator[Found | Skipped]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _hidden(path)]
    if not files:
        raise PapertuiError(f"{folder} holds no files.", "Name a folder with saved pages.")
    for path in files:
        try:
            yield from _read_file(path, format, listed_on)
        except PapertuiError as error:
            yield Skipped(str(path), error.message)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in path.parts)


def _read_file(
    path: Path, format: FileFormat | None, listed_on: date | None
) -> Iterator[Found | Skipped]:
    name = "standard input" if path == STANDARD_INPUT else str(path)
    try:
        with _opened(path) as file:
            head = file.read(_HEAD)
            whole = _Rejoined(head, file)
            reader = format or detect_format(head, name)
            for item in _items(reader, whole, _year(path)):
                yield _placed(item, name, listed_on)
    except UnicodeDecodeError as error:
        raise PapertuiError(f"{name} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PapertuiError(f"{name} can't be read: {reason}.", "Check its path.") from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path == STANDARD_INPUT:
        wrapped = io.TextIOWrapper(sys.stdin.buffer, "utf-8")
        yield wrapped
        wrapped.detach()
    else:
        with path.open(encoding="utf-8") as file:
            yield file


class _Rejoined:
    """A file of which the head was read already, as lines or as a whole."""

    def __init__(self, head: str, rest: TextIO) -> None:
        self._head = head
        self._rest = rest

    def lines(self) -> Iterator[str]:
        first = self._head + ("" if self._head.endswith("\n") else self._rest.readline())
        yield from first.splitlines()
        yield from self._rest

    def text(self) -> str:
        """The whole text; PapertuiError when it is far larger than any page."""
        text = self._head + self._rest.read(_LARGEST_PAGE)
        if len(text) > _LARGEST_PAGE:
            raise PapertuiError(
                f"The page is longer than {_LARGEST_PAGE:,} characters.", "Save one page a file."
            )
        return text


def _items(format: FileFormat, file: _Rejoined, year: int) -> Iterator[Found | Skipped]:
    return read_jsonl(file.lines()) if format == "jsonl" else read_page(file.text(), year=year)


def _year(path: Path) -> int:
    """The year of a page whose dates have none: that of the file's last change."""
    if path == STANDARD_INPUT:
        return date.today().year
    return date.fromtimestamp(path.stat().st_mtime).year


def _placed(item: Found | Skipped, name: str, listed_on: date | None) -> Found | Skipped:
    """The item with the file in its place, or with the list day that it lacks."""
    if isinstance(item, Skipped):
        return Skipped(f"{name}, {item.where}", item.reason)
    if listed_on is None or item.paper.listed_on is not None:
        return item
    return replace(item, paper=replace(item.paper, listed_on=listed_on))
