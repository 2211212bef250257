"""What papertui runs in: versions, terminal, clipboard, browser."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib import metadata

from tui import __version__
from tui.cli.finding import Finding
from tui.cli.output import is_terminal, terminal_width

_PACKAGES = ("textual", "whoosh3", "numpy", "click", "pyperclip", "platformdirs")
_INSTALL_AGAIN = "Install papertui again: a package that it needs is missing."


def versions() -> Iterator[Finding]:
    """papertui, Python, and the packages that matter most, without importing them."""
    yield Finding("papertui", __version__)
    yield Finding("python", f"{platform.python_version()} ({sys.executable})")
    for package in _PACKAGES:
        try:
            yield Finding(package, metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Finding(package, "is missing", _INSTALL_AGAIN)


def terminal(open_with: str) -> Iterator[Finding]:
    """What the reader finds to draw on, to copy with and to open links with.

    ``open_with`` is what the settings name for links.
    """
    yield Finding("terminal", _terminal())
    yield Finding("colour", _colour())
    yield Finding("clipboard", _clipboard())
    yield Finding("browser", _browser(open_with))


def _terminal() -> str:
    if not is_terminal(sys.stdout):
        return "none: the reader needs one, the other commands don't"
    return f"{os.environ.get('TERM') or 'TERM is not set'}, {terminal_width()} columns"


def _colour() -> str:
    if os.environ.get("NO_COLOR"):
        return "off, by NO_COLOR"
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in os.environ.get("TERM", "") else "16"


def _clipboard() -> str:
    by_terminal = "by the terminal (OSC 52)"
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return f"{by_terminal}, as this is SSH"
    import pyperclip

    copy, _ = pyperclip.determine_clipboard()
    mechanism = str(getattr(copy, "__name__", "")).removeprefix("copy_")
    return mechanism or by_terminal


def _browser(open_with: str) -> str:
    from tui.app.browser import can_open

    if can_open(open_with):
        return open_with or os.environ.get("BROWSER") or "the system's"
    return "none here: links are copied and shown"
