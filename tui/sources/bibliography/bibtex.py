"""BibTeX and BibLaTeX, also as arXiv, DBLP, Google Scholar, JabRef and papertui write them."""

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bibtexparser import Library
from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException, ParsingException
from bibtexparser.model import Block, Entry, ParsingFailedBlock

from tui.errors import PapertuiError
from tui.sources.bibliography.bibtex_tex import names_of, plain, plain_address, plain_lines
from tui.sources.bibliography.bibtex_value import joined_value
from tui.sources.bibliography.published import printed_day, year_and_month
from tui.sources.bibliography.reference import Reference, check_size, reference_items
from tui.sources.item import Found, Skipped
from tui.sources.outside_text import one_line

_SOURCE = "bibtex"
_VENUES = ("journal", "journaltitle", "booktitle")
_COMMENTS = ("note", "comment", "comments", "addendum")
_ADDRESSES = ("url", "link", "ee", "pdf")
_IDENTIFIERS = ("doi", "arxivid", "arxiv", *_ADDRESSES)
_REMARKS = ("howpublished", "note")
_INHERITED = ("year", "month", "date", "booktitle")
_KEYWORD_END = re.compile(r"[,;]")

Fields = Mapping[str, str]


class _Item(NamedTuple):
    """An entry: where it stands, what type it has, its key, and its fields in lower case."""

    where: str
    type: str
    key: str
    fields: Fields


def read_bibtex(text: str) -> Iterator[Found | Skipped]:
    """The paper of each entry. A broken one is ``Skipped``, the rest goes on.

    Strings and cross-references are followed, TeX is read; a volume of proceedings that others
    refer to is passed over, as comments and preambles are. ``annote`` becomes the reader's note.
    PapertuiError if there are no entries.
    """
    check_size(len(text), "characters")
    library = _library(text)
    items = list(_items(library))
    if not items:
        raise PapertuiError("The file holds no BibTeX entries.", "Each begins like “@article{”.")
    parents = {item.key.lower(): item for item in reversed(items) if isinstance(item, _Item)}
    referred = {_parent_key(item.fields) for item in parents.values()} - {""}
    for item in items:
        if isinstance(item, Skipped):
            yield item
        elif item.type != "proceedings" or item.key.lower() not in referred:
            fields = _with_inherited(item.fields, parents)
            yield from reference_items(_reference(fields), item.where, _SOURCE)


def _library(text: str) -> Library:
    """The blocks of the file, as they stand in it."""
    # Its warnings would be written over the screen; what they say is in the failed blocks.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        return parse_string(text, parse_stack=())
    except ParsingException as error:
        raise PapertuiError("The BibTeX can't be read.", "Check its braces.") from error


def _items(library: Library) -> Iterator[_Item | Skipped]:
    strings = _strings(library)
    for block in library.blocks:
        where = f"line {(block.start_line or 0) + 1}"
        entry = _entry_in(block)
        if entry is not None:
            fields = {
                field.key.lower(): joined_value(field.value, strings)
                for field in reversed(entry.fields)
            }
            yield _Item(where, entry.entry_type.lower(), entry.key, fields)
        elif isinstance(block, ParsingFailedBlock) and block.ignore_error_block is None:
            yield Skipped(where, f"It can't be read: {_reason(block)}.")


def _strings(library: Library) -> dict[str, str]:
    """What the names stand for that ``@string`` defines, also by those defined before."""
    strings: dict[str, str] = {}
    for string in library.strings:
        strings[string.key.lower()] = joined_value(string.value, strings)
    return strings


def _entry_in(block: Block) -> Entry | None:
    """The entry that a block is, also one with a key or a field that came before."""
    if isinstance(block, ParsingFailedBlock):
        inner = block.ignore_error_block
        return _entry_in(inner) if inner is not None else None
    return block if isinstance(block, Entry) else None


def _reason(block: ParsingFailedBlock) -> str:
    error = block.error
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else str(error)
    return (one_line(reason) or "it is broken").rstrip(".")


def _parent_key(fields: Fields) -> str:
    return fields.get("crossref", "").strip().lower()


def _with_inherited(fields: Fields, parents: Mapping[str, _Item]) -> Fields:
    """The fields with what BibTeX takes from the entry that ``crossref`` names."""
    parent = parents.get(_parent_key(fields))
    if parent is None or parent.fields is fields:
        return fields
    inherited = {name: parent.fields[name] for name in _INHERITED if name in parent.fields}
    return {"booktitle": parent.fields.get("title", ""), **inherited, **fields}


def _reference(fields: Fields) -> Reference:
    title, subtitle = plain(fields.get("title", "")), plain(fields.get("subtitle", ""))
    return Reference(
        title=f"{title}: {subtitle}" if title and subtitle else title,
        abstract=plain(fields.get("abstract", "")),
        authors=names_of(fields.get("author", "")),
        categories=[fields.get("primaryclass") or fields.get("eprintclass", "")],
        keywords=_keywords(fields),
        venue=plain(_first(fields, _VENUES)),
        comment=plain(_first(fields, _COMMENTS)),
        note=plain_lines(fields.get("annote") or fields.get("annotation", "")),
        identifiers=[_eprint(fields), *_addresses(fields, _IDENTIFIERS)],
        remarks=_addresses(fields, _REMARKS),
        addresses=_addresses(fields, ("code", *_ADDRESSES, "howpublished")),
        published_on=_published_on(fields),
    )


def _eprint(fields: Fields) -> str:
    """The id of an e-print, unless it is one of another archive than arXiv."""
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    return plain_address(fields.get("eprint", "")) if archive.strip().lower() == "arxiv" else ""


def _addresses(fields: Fields, names: tuple[str, ...]) -> list[str]:
    return [plain_address(fields[name]) for name in names if name in fields]


def _keywords(fields: Fields) -> list[str]:
    words = plain(_first(fields, ("keywords", "keyword")))
    return _KEYWORD_END.split(words)


def _published_on(fields: Fields) -> date | None:
    year, month = plain(fields.get("year", "")), plain(fields.get("month", ""))
    return printed_day(fields.get("date", "")) or year_and_month(year, month)


def _first(fields: Fields, names: tuple[str, ...]) -> str:
    """The first of some fields that isn't empty."""
    return next((fields[name] for name in names if fields.get(name)), "")
