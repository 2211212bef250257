"""Texts of papers on disk, so that they open at once and without network."""

import contextlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tui.errors import PapertuiError
from tui.papers.full_text import FullText, TextOrigin
from tui.paths import atomic_write, make_private

_LARGEST_FILE = 25_000_000
_FORMAT = 1
_DAMAGED = (ValueError, KeyError, TypeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as it was kept, and when it was asked for (seconds since 1970).

    ``is_final`` says that there was no better one then and that there is no need to ask again.
    """

    text: FullText
    is_final: bool
    asked_at: float


class TextCache:
    """A folder of texts, each a line of JSON about it and then the Markdown.

    It holds at most ``largest`` bytes; those that were not read for longest go first. What is
    damaged or foreign counts as not there, and that nothing can be written stops nobody.
    """

    def __init__(
        self, folder: Path, largest: int, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._largest = largest
        self._clock = clock

    def get(self, name: str) -> KeptText | None:
        """The text kept under ``name``."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE + 1)
            kept = _decoded(content)
        except (OSError, *_DAMAGED):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return kept

    def put(self, name: str, text: FullText, *, is_final: bool) -> None:
        """Keep a text, and let others go if there is no room."""
        header = {
            **asdict(text), "markdown": None, "is_final": is_final, "asked_at": self._clock(),
            "format": _FORMAT,
        }  # fmt: skip
        with contextlib.suppress(PapertuiError):
            make_private(self._folder)
            content = f"{json.dumps(header)}\n{text.markdown}"
            atomic_write(self._path(name), content, replace=True)
            self._make_room(self._path(name))

    def age(self, kept: KeptText) -> float:
        """How many seconds ago a text was asked for."""
        return self._clock() - kept.asked_at

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.md"

    def _make_room(self, newest: Path) -> None:
        """Let go of the texts that were not read for longest, but not of the newest."""
        with contextlib.suppress(OSError):
            files = [entry for entry in os.scandir(self._folder) if entry.is_file()]
            files.sort(key=lambda file: file.stat().st_mtime_ns)
            total = sum(file.stat().st_size for file in files)
            for file in files:
                if total > self._largest and Path(file.path) != newest:
                    Path(file.path).unlink(missing_ok=True)
                    total -= file.stat().st_size


def _decoded(content: bytes) -> KeptText:
    """What a file says. Raises one of the ``_DAMAGED`` errors for one that is none of ours."""
    if len(content) > _LARGEST_FILE:
        raise ValueError
    line, _, markdown = content.decode().partition("\n")
    header: dict[str, Any] = json.loads(line)
    if header["format"] != _FORMAT:
        raise ValueError
    text = FullText(markdown, TextOrigin(header["origin"]), str(header["url"]), str(header["why"]))
    return KeptText(text, bool(header["is_final"]), float(header["asked_at"]))
