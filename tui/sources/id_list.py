"""A list of arXiv ids or links, one a line or several, bare or among words."""

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
_AROUND_AN_ID = "()[]<>“”‘’\"'.:!?*"
# The names of three columns or more, or a heading that is a link.
_TABLE_OR_SECTIONS = re.compile(r'\A\s*"?\w+"?(?:[,;\t]"?\w+"?){2,}\s*$|^#{1,6} +\[', re.MULTILINE)


def read_ids(text: str) -> Iterator[Found | Skipped]:
    """A paper without a title of its own for each arXiv id that ``text`` names, each id once.

    Ids and links stand on lines of their own or between spaces and commas; what follows a ``#``
    is a comment. In a list of bare ids (``holds_ids``) whatever is no id is ``Skipped``; among
    words, which are passed over, nothing is. PapertuiError when no id is named.
    """
    if len(text) > _LARGEST:
        raise PapertuiError(f"The list is longer than {_LARGEST:,} characters.", "Import parts.")
    if not names_ids(text):
        raise PapertuiError(
            "The text names no arXiv ids.", "Write one id or link a line: 2501.00663."
        )
    is_bare = holds_ids(text)
    seen: set[str] = set()
    for number, entry in _entries(text):
        arxiv_id = _id_in(entry)
        if arxiv_id is None:
            if is_bare:
                yield Skipped(f"line {number}", f"“{_quoted(entry)}” is no arXiv id.")
        elif arxiv_id not in seen:
            seen.add(arxiv_id)
            title = placeholder_title(arxiv_id)
            yield Found(Paper(title, arxiv_id=arxiv_id, sources=_SOURCE))


def holds_ids(text: str) -> bool:
    """Whether at least half of what stands in ``text`` are arXiv ids or links, and one is.

    Tables and Markdown with linked headings are of another kind.
    """
    if _TABLE_OR_SECTIONS.search(text):
        return False
    ids = others = 0
    for _number, entry in _entries(text):
        if _id_in(entry):
            ids += 1
        else:
            others += 1
    return 0 < ids >= others


def lists_ids_among_words(text: str) -> bool:
    """Whether most lines of ``text`` name an arXiv id, as in a reading list with remarks.

    Tables and Markdown with linked headings are of another kind. Neither blank lines nor comments
    count; a line of more than 500 characters counts as one without an id.
    """
    if _TABLE_OR_SECTIONS.search(text):
        return False
    named = [_names_an_id(line) for _number, line in _lines(text)]
    return 2 * sum(named) > len(named)


def names_ids(text: str) -> bool:
    """Whether ``text`` names an arXiv id anywhere."""
    return any(_id_in(entry) for _number, entry in _entries(text))


def _names_an_id(line: str) -> bool:
    return len(line) <= _LONGEST_ENTRY and any(map(_id_in, _BETWEEN.split(line)))


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """What stands between spaces and commas, with the number of its line."""
    for number, line in _lines(text):
        for entry in _BETWEEN.split(line):
            if entry:
                yield number, entry


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold more than a comment, without it, and their numbers."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        content = _PREFIX.sub("arxiv:", _COMMENT.sub("", line))
        if content.strip():
            yield number, content


def _id_in(entry: str) -> str | None:
    return arxiv_id_in(entry.strip(_AROUND_AN_ID)) if len(entry) <= _LONGEST_ENTRY else None


def _quoted(entry: str) -> str:
    if len(entry) > _LONGEST_QUOTE:
        return clean(entry[:_LONGEST_QUOTE]) + "…"
    return clean(entry)
