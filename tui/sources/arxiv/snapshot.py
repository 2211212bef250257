"""The snapshot of arXiv's metadata that Kaggle hosts: JSONL, one paper a line.

https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from collections.abc import Iterable, Iterator

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from tui.sources.arxiv.day import mail_day
from tui.sources.arxiv.record import ArxivRecord, arxiv_items
from tui.sources.item import BrokenOff, Found, Skipped
from tui.sources.json_items import items_of
from tui.sources.outside_text import LONGEST_RECORD
from tui.sources.person_name import listed_names


class _Version(Struct):
    created: str | None = None


class _Row(Struct, rename={"journal_ref": "journal-ref"}):
    """A line. The first snapshots, of 2020, hold lists of categories and of version names."""

    id: str
    title: str
    abstract: str | None = None
    authors: str | None = None
    authors_parsed: list[list[str]] | None = None
    categories: str | list[str] | None = None
    comments: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    versions: list[_Version | str] | None = None


def read_snapshot(lines: Iterable[str]) -> Iterator[Found | Skipped]:
    """The paper of each line, published on the day of its first version.

    A line that holds none is ``Skipped``, the rest goes on; blank lines and a byte-order mark are
    passed over.
    """
    decoder = Decoder(_Row)
    for number, line in enumerate(lines, start=1):
        text = line.lstrip("\ufeff") if number == 1 else line
        if text and not text.isspace():
            yield from _read_line(text, f"line {number}", decoder)


def read_snapshot_list(body: bytes) -> Iterator[Found | Skipped]:
    """The papers of a part of the snapshot that was made a JSON array, or written over lines."""
    decoder = Decoder(_Row)
    for number, row in enumerate(items_of(body), start=1):
        if isinstance(row, BrokenOff):
            yield row
        else:
            yield from _read_line(row.decode(errors="replace"), f"paper {number}", decoder)


def _read_line(line: str, where: str, decoder: Decoder[_Row]) -> Iterator[Found | Skipped]:
    if len(line) > LONGEST_RECORD:
        yield Skipped(where, f"It is longer than {LONGEST_RECORD:,} characters.")
        return
    try:
        row = decoder.decode(line)
    except RecursionError:
        yield Skipped(where, "It is nested too deeply.")
    except (MsgspecError, ValueError) as error:
        yield Skipped(where, f"It is no line of arXiv's snapshot: {error}.")
    else:
        yield from arxiv_items(_record(row), where)


def _record(row: _Row) -> ArxivRecord:
    return ArxivRecord(
        id=row.id,
        title=row.title,
        abstract=row.abstract or "",
        authors=_authors(row),
        categories=_categories(row.categories or ""),
        comment=row.comments or "",
        journal_ref=row.journal_ref or "",
        doi=row.doi or "",
        published_on=mail_day(_first_version(row.versions or ())),
    )


def _authors(row: _Row) -> list[str]:
    if row.authors_parsed:
        return [_name(parts) for parts in row.authors_parsed]
    return listed_names(row.authors or "")


def _name(parts: list[str]) -> str:
    """``C.-P. Yuan`` of ``["Yuan", "C. -P.", ""]``: family, given, suffix, then affiliations."""
    name = " ".join((*parts[1:2], *parts[:1], *parts[2:3]))
    return name.replace(". -", ".-")


def _categories(categories: str | list[str]) -> list[str]:
    if isinstance(categories, str):
        return categories.split()
    return [code for codes in categories for code in codes.split()]


def _first_version(versions: Iterable[_Version | str]) -> str | None:
    first = next(iter(versions), None)
    return first.created if isinstance(first, _Version) else None
