"""What in the configuration can't be used, and on which line it stands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = rf"\s*\[\[?\s*({_DOTTED})\s*\]"
_ASSIGNMENT = rf"\s*({_DOTTED})\s*="


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Something in the configuration that can't be used, and where it stands (lines from 1)."""

    path: Path | None
    line: int | None
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(str(part) for part in (self.path or "", line, self.key) if part)
        return f"{place}: {self.message} {self.hint}".strip()


def located(problems: Iterable[ConfigProblem], path: Path) -> list[ConfigProblem]:
    """The same problems with the file and the line on which their key stands there."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        text = ""
    return with_lines(problems, path, text)


def with_lines(problems: Iterable[ConfigProblem], path: Path, text: str) -> list[ConfigProblem]:
    """The same problems, located in ``text``, which is what stands in the file at ``path``."""
    lines = _lines_of_keys(text)
    return [replace(found, path=path, line=_line_of(found.key, lines)) for found in problems]


def _lines_of_keys(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(_HEADER, line):
            section = _joined(header[1])
            lines.setdefault(section, number)
        elif assignment := re.match(_ASSIGNMENT, line):
            name = _joined(assignment[1])
            lines.setdefault(f"{section}.{name}" if section else name, number)
    return lines


def _joined(dotted: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_NAME, dotted))


def _line_of(key: str, lines: Mapping[str, int]) -> int | None:
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key)
