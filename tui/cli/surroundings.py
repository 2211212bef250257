"""What papertui runs in: versions, terminal, clipboard, browser."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib import metadata

from tui import __version__
from tui.cli.finding import Finding
from tui.cli.output import is_terminal, terminal_width
from tui.cli.terminal_probe import drawn_widths
from tui.library.examining import SQLITE_VERSION

_PACKAGES = ("textual", "whoosh3", "numpy", "click", "pyperclip", "platformdirs")
_SAMPLES = {
    "Chinese": "宽",
    "an accent of its own": "e\u0301",
    "a star": "★",
    "an emoji": "🔬",
}
_UNICODE_PLEASE = "Choose a UTF-8 locale, such as LANG=C.UTF-8, and a terminal that shows it."
_EVEN_PLEASE = (
    "Lines that hold such letters may be ragged: set “ambiguous width” to narrow in the terminal's "
    "settings, see that LANG names UTF-8, or use a newer terminal."
)
_INSTALL_AGAIN = "Install papertui again: a package that it needs is missing."


def versions() -> Iterator[Finding]:
    """papertui, Python, SQLite, and the packages that matter most, without importing them."""
    yield Finding("papertui", __version__)
    yield Finding("python", f"{platform.python_version()} ({sys.executable})")
    yield Finding("sqlite", SQLITE_VERSION)
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
    yield _letters()
    yield _widths()
    yield Finding("colour", _colour())
    yield Finding("clipboard", _clipboard())
    yield Finding("browser", _browser(open_with))


def _terminal() -> str:
    if not is_terminal(sys.stdout):
        return "none: the reader needs one, the other commands don't"
    return f"{os.environ.get('TERM') or 'TERM is not set'}, {terminal_width()} columns"


def _letters() -> Finding:
    encoding = (getattr(sys.stdout, "encoding", None) or "unknown").lower()
    if encoding.startswith("utf"):
        return Finding("letters", f"all of Unicode ({encoding})")
    return Finding("letters", f"only those of {encoding}", _UNICODE_PLEASE)


def _widths() -> Finding:
    """Whether characters are as wide as the reader takes them to be."""
    from rich.cells import cell_len

    drawn = drawn_widths(list(_SAMPLES.values()))
    if drawn is None:
        return Finding("wide letters", "not known: the terminal was not asked, or does not tell")
    differing = [
        f"{name} in {width} and not {cell_len(text)}"
        for (name, text), width in zip(_SAMPLES.items(), drawn, strict=True)
        if width != cell_len(text)
    ]
    if not differing:
        return Finding("wide letters", "as wide as the reader takes them to be")
    return Finding("wide letters", f"drawn in other cells: {', '.join(differing)}", _EVEN_PLEASE)


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
