"""Which source can read a text."""

from typing import Literal

from tui.errors import PapertuiError
from tui.sources.page import holds_papers

FileFormat = Literal["page", "jsonl"]

_HINT = "papertui reads saved pages of papers as text, and JSONL with one paper a line."
_JSONL_ENDINGS = (".jsonl", ".ndjson")


def detect_format(head: str, name: str) -> FileFormat:
    """The format of a text that begins with ``head``, judged by its content.

    A few thousand characters are enough. ``name`` is for the error message, and its ending decides
    where the content doesn't. ``PapertuiError`` when it is neither format.
    """
    text = head.lstrip("\ufeff").lstrip()
    if not text:
        raise PapertuiError(f"{name} is empty.", _HINT)
    if text.startswith("{") or name.lower().endswith(_JSONL_ENDINGS):
        return "jsonl"
    reason = _reason_against_page(text)
    if reason is None:
        return "page"
    raise PapertuiError(f"{name} can't be imported: it {reason}.", _HINT)


def _reason_against_page(text: str) -> str | None:
    """What a text is instead of a page; ``None`` if it may be one."""
    if "\x00" in text:
        return "is not text"
    if text.startswith("%PDF-"):
        return "is a PDF"
    if text.startswith("<"):
        return "is HTML or XML"
    if text.startswith("["):
        return "is a JSON array, not one paper a line"
    return None if holds_papers(text) else "holds no title followed by an abstract"
