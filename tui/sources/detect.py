"""Which format a text has."""

import re
from typing import Literal, cast

from tui.errors import PapertuiError
from tui.sources.id_list import holds_ids, lists_ids_among_words, names_ids
from tui.sources.json_shape import first_keys, source_of
from tui.sources.page import holds_cards, holds_papers

FileFormat = Literal[
    "page", "html", "hf", "jsonl", "atom", "feed", "oai", "snapshot", "bibtex", "ris", "csl", "ids"
]

FORMATS: dict[FileFormat, str] = {
    "page": "a page of papers as text",
    "html": "a saved page of Hugging Face papers (HTML)",
    "hf": "an answer of the Hugging Face API (JSON)",
    "jsonl": "papertui's own JSON",
    "atom": "an answer of the arXiv API (Atom)",
    "feed": "a daily feed of arXiv",
    "oai": "records of arXiv's OAI-PMH",
    "snapshot": "arXiv's metadata snapshot (JSON)",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
    "ids": "a list of arXiv ids",
}
"""What can be read: the name of each format, and what it is called to people."""

_HINT = (
    "papertui reads saved pages of papers (text or HTML), answers and feeds of Hugging Face and "
    "arXiv, BibTeX, RIS, CSL-JSON, its own JSONL, and lists of arXiv ids."
)
_BY_ENDING: dict[str, FileFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".ris": "ris",
}
_BIBTEX_ENTRY = re.compile(
    r"^[ \t]*@(?:[a-z]+\s{0,9}\{|(?:string|preamble|comment|article|book|misc)\s{0,9}\()",
    re.IGNORECASE | re.MULTILINE,
)
# Unlike TOML, RTF, Markdown or a numbered list of references.
_JSON = re.compile(r'\{\s*["}]|\[\s*(?:[\]{"]|\d+\s*,)')
_RIS_ENTRY = re.compile(r"^TY  ?-", re.MULTILINE)
_XML_TAG = re.compile(r"<(?:[\w.]+:)?([\w-]+)")
_XML_PREAMBLE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<![a-z][^>]*>)", re.DOTALL | re.IGNORECASE)
_XML_FORMATS: dict[str, FileFormat] = {"oai-pmh": "oai", "rss": "feed", "rdf": "feed"}
_OF_A_DAILY_FEED = ("rss.arxiv.org", "oai:arXiv.org:", "announce_type")
_HTML_TAGS = frozenset({"html", "head", "body", "main", "article", "section", "div", "meta"})


def detect_format(head: str, name: str) -> FileFormat:
    """The format of a text that begins with ``head``, judged by its content.

    Some ten thousand characters are enough. ``name`` is for the error message, and its ending
    decides where the content doesn't. ``PapertuiError`` when it is none of ``FORMATS``.
    """
    text = head.lstrip("\ufeff").lstrip()
    if not text:
        raise PapertuiError(f"{name} is empty.", _HINT)
    found = None if _is_binary(text) else _by_content(text) or _by_ending(name)
    if found:
        return found
    raise PapertuiError(f"{name} can't be imported: it {_why_not(text)}.", _HINT)


def _by_content(text: str) -> FileFormat | None:
    if text.startswith("<"):
        return _of_markup(text)
    if text.startswith(("{", "[")):
        found = _of_json(text)
        if found:
            return found
    if _RIS_ENTRY.search(text):
        return "ris"
    if _BIBTEX_ENTRY.search(text):
        return "bibtex"
    return None if _JSON.match(text) else _of_words(text)


def _of_words(text: str) -> FileFormat | None:
    if holds_ids(text):
        return "ids"
    # Cards link to their papers on most lines too, so they are looked for first.
    if holds_cards(text):
        return "page"
    if lists_ids_among_words(text):
        return "ids"
    return "page" if holds_papers(text) else None


def _of_json(text: str) -> FileFormat | None:
    found = source_of(first_keys(text))
    if found is None and text.startswith("{") and _is_an_object_a_line(text):
        return "jsonl"
    return cast("FileFormat | None", found)


def _is_an_object_a_line(text: str) -> bool:
    first, _, rest = text.partition("\n")
    return first.rstrip().endswith("}") and rest.lstrip()[:1] in ("", "{")


def _of_markup(text: str) -> FileFormat | None:
    """The format of XML or HTML, told by its root element."""
    place = 0
    while preamble := _XML_PREAMBLE.match(text, place):
        if preamble.group().lower().lstrip().startswith("<!doctype html"):
            return "html"
        place = preamble.end()
    tag = _XML_TAG.match(text[place:].lstrip())
    root = tag.group(1).lower() if tag else ""
    if root == "feed":
        return "feed" if any(mark in text for mark in _OF_A_DAILY_FEED) else "atom"
    return "html" if root in _HTML_TAGS else _XML_FORMATS.get(root)


def _by_ending(name: str) -> FileFormat | None:
    return next((form for end, form in _BY_ENDING.items() if name.lower().endswith(end)), None)


def _is_binary(text: str) -> bool:
    return "\x00" in text or text.startswith("%PDF-")


def _why_not(text: str) -> str:
    """What a text is instead of papers, and how to have the arXiv ids that it names."""
    if not _is_binary(text) and names_ids(text):
        return f"{_what_it_is(text)}; --format ids takes the arXiv ids that it names"
    return _what_it_is(text)


def _what_it_is(text: str) -> str:
    """What a text is instead of papers."""
    if text.startswith("%PDF-"):
        return "is a PDF"
    if "\x00" in text:
        return "is not text"
    if text.startswith("<"):
        return "is HTML or XML of another kind"
    if _JSON.match(text):
        return "is JSON, but not of papers"
    return "is no page, bibliography or list of papers"
