"""RIS, the tagged format of reference managers (Research Information Systems, 2001)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from rispy import RisParser
from rispy.config import LIST_TYPE_TAGS

from tui.errors import PapertuiError
from tui.sources.bibliography.published import printed_day
from tui.sources.bibliography.reference import Reference, check_size, reference_items
from tui.sources.item import Found, Skipped
from tui.sources.person_name import natural_name

_SOURCE = "ris"
_TAG = re.compile(r"([A-Z][A-Z0-9])  -")
# Some programs put one blank. Only their records may: “AI - driven” can begin a line of prose.
_LOOSE_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-")
_FIRST, _LAST = "TY", "ER"
_TITLES = ("title", "primary_title", "short_title")
_VENUES = (
    "secondary_title",
    "alternate_title3",
    "journal_name",
    "alternate_title2",
    "alternate_title1",
)
_DAYS = ("date", "year", "publication_year")
_IDENTIFIERS = ("doi", "accession_number")
_REMARKS = ("note",)
_ADDRESSES = ("file_attachments1", "file_attachments2", "figure")


class _Record(NamedTuple):
    """The lines of a record without its last, the number of the first, and how tags look in it."""

    number: int
    tag: re.Pattern[str]
    lines: list[str]


def read_ris(text: str) -> Iterator[Found | Skipped]:
    """The paper of each record. One without a title is ``Skipped``, the rest goes on.

    A byte-order mark, text between records, unknown tags, values over several lines and a missing
    ``ER`` do no harm. Notes (``N1``) become the reader's note. PapertuiError if there are no
    records.
    """
    check_size(len(text), "characters")
    found = False
    for record in _records(text):
        found = True
        yield from reference_items(_reference(record), f"line {record.number}", _SOURCE)
    if not found:
        raise PapertuiError("The file holds no RIS records.", "Each begins with a line “TY  - ”.")


def _records(text: str) -> Iterator[_Record]:
    """The records, told apart before the library sees them: it would join those without an end."""
    current: _Record | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        match = (current.tag if current else _LOOSE_TAG).match(line)
        tag = match[1] if match else ""
        if tag == _FIRST:
            if current:
                yield current
            current = _Record(number, _TAG if _TAG.match(line) else _LOOSE_TAG, [line])
        elif current and tag == _LAST:
            yield current
            current = None
        elif current:
            current.lines.append(line)
    if current:
        yield current


def _reference(record: _Record) -> Reference:
    fields: dict[str, Any]
    [fields] = RisParser().parse_lines(iter([*_one_value_a_line(record), f"{_LAST}  - "]))
    addresses = [*_all(fields, "urls"), *_texts(fields, _ADDRESSES)]
    return Reference(
        title=_first(fields, _TITLES),
        abstract=_first(fields, ("abstract", "notes_abstract")),
        authors=[natural_name(name) for name in _authors(fields)],
        keywords=_all(fields, "keywords"),
        venue=_first(fields, _VENUES),
        note="\n".join(_all(fields, "notes")),
        identifiers=[*_texts(fields, _IDENTIFIERS), *addresses],
        remarks=_texts(fields, _REMARKS),
        addresses=addresses,
        published_on=_published_on(fields),
    )


def _one_value_a_line(record: _Record) -> Iterator[str]:
    """Values of several lines on one; those of list fields, such as keywords, on one line each."""
    tag, pieces = "", list[str]()
    for line in record.lines:
        match = record.tag.match(line)
        if match:
            yield from _tagged(tag, pieces)
            tag, pieces = match[1], [line[match.end() :].strip()]
        else:
            pieces.append(line.strip())
    yield from _tagged(tag, pieces)


def _tagged(tag: str, pieces: list[str]) -> Iterator[str]:
    values = pieces if tag in LIST_TYPE_TAGS else [" ".join(pieces)]
    return (f"{tag}  - {value}" for value in values if tag)


def _authors(fields: dict[str, Any]) -> list[str]:
    return _all(fields, "authors") or _all(fields, "first_authors")


def _published_on(fields: dict[str, Any]) -> date | None:
    days = map(printed_day, _texts(fields, _DAYS))
    return next(filter(None, days), None)


def _all(fields: dict[str, Any], name: str) -> list[str]:
    """The values of a field that may stand several times."""
    return [value for value in fields.get(name, ()) if value]


def _texts(fields: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    return [str(fields.get(name, "")) for name in names]


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of some fields that isn't empty."""
    return next(filter(None, _texts(fields, names)), "")
