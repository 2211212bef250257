"""What the command line writes: results on standard output, all else on standard error."""

import json
import os
import re
import shutil
import sys
from typing import Any, TextIO

import click

from tui.papers.text import clean_lines

# Characters that JSON may hold as they are, but a terminal or a reader would be misled by.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def say(text: str) -> None:
    """Write a line of the result. ``text`` is clean, but for what ``styled`` put in."""
    click.echo(text, color=True)


def complain(text: str) -> None:
    """Write lines to standard error. Whatever could steer the terminal is taken out."""
    click.echo(clean_lines(text), err=True)


def as_shown(text: str) -> str:
    """To a person without what could steer the terminal; to a program as it is."""
    return clean_lines(text) if is_terminal(sys.stdout) else text


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sees what is written to ``stream``."""
    return stream.isatty()


def styled(text: str, **style: Any) -> str:
    """``text`` with ``click.style``'s attributes, where standard output shows them."""
    return click.style(text, **style) if _shows_style() else text


def terminal_width() -> int:
    """How many cells a line of the terminal has."""
    return shutil.get_terminal_size().columns


def as_json(value: object, *, indent: int | None = None) -> str:
    """``value`` as JSON with Unicode as it is, if standard output can take that."""
    unicode_fits = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not unicode_fits, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _shows_style() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(sys.stdout) and not plain
