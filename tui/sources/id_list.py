"""A plain list of arXiv ids or links, one a line or several."""

import re
from collections.abc import Iterator

from tui.errors import PapertuiError
from tui.papers.identity import arxiv_id_in, placeholder_title
from tui.papers.paper import Paper
from tui.papers.text import clean
from tui.sources.item import Found, Skipped

_SOURCE = ("ids",)
_LARGEST = 50_000_000
_LONGEST_ENTRY = 500
_LONGEST_QUOTE = 60
_COMMENT = re.compile(r"(?<!\S)#.*")
_PREFIX = re.compile(r"\barxiv:[ \t]+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;]+")


def read_ids(text: str) -> Iterator[Found | Skipped]:
    """A paper without a title of its own for each arXiv id, each id once.

    Ids and links stand on lines of their own or between spaces and commas; what follows a ``#``
    is a comment. Whatever is no id is ``Skipped``; PapertuiError when that is most of the text.
    """
    if len(text) > _LARGEST:
        raise PapertuiError(f"The list is longer than {_LARGEST:,} characters.", "Import parts.")
    if not holds_ids(text):
        raise PapertuiError(
            "The text is no list of arXiv ids.", "Write one id or link a line: 2501.00663."
        )
    seen: set[str] = set()
    for number, entry in _entries(text):
        arxiv_id = _id_in(entry)
        if arxiv_id is None:
            yield Skipped(f"line {number}", f"“{_quoted(entry)}” is no arXiv id.")
        elif arxiv_id not in seen:
            seen.add(arxiv_id)
            title = placeholder_title(arxiv_id)
            yield Found(Paper(title, arxiv_id=arxiv_id, sources=_SOURCE))


def holds_ids(text: str) -> bool:
    """Whether at least half of what stands in ``text`` are arXiv ids or links, and one is."""
    ids = others = 0
    for _number, entry in _entries(text):
        if _id_in(entry):
            ids += 1
        else:
            others += 1
    return 0 < ids >= others


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """What stands between spaces and commas, with the number of its line."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        content = _PREFIX.sub("arxiv:", _COMMENT.sub("", line))
        for entry in _BETWEEN.split(content):
            if entry:
                yield number, entry


def _id_in(entry: str) -> str | None:
    return arxiv_id_in(entry) if len(entry) <= _LONGEST_ENTRY else None


def _quoted(entry: str) -> str:
    if len(entry) > _LONGEST_QUOTE:
        return clean(entry[:_LONGEST_QUOTE]) + "…"
    return clean(entry)
