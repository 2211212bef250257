"""How each format is read: the parser for it, and what of a file it needs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tui.sources.decoding import decode_text
from tui.sources.detect import FORMATS, FileFormat
from tui.sources.item import Found, Skipped
from tui.sources.json_shape import is_one_value
from tui.sources.opening import Content

Items = Iterator[Found | Skipped]


@dataclass(slots=True)
class Reading:
    """A file that is about to be read.

    ``year`` is that of days which name none, ``named_day`` the list day of a day's list that names
    none. ``notes`` fills with words on how it is read.
    """

    content: Content
    year: int
    named_day: date | None
    notes: list[str]

    def text(self) -> str:
        """The whole file as text."""
        decoded = decode_text(self.content.whole())
        if decoded.note:
            self.notes.append(decoded.note)
        return decoded.text


def read_as(format: FileFormat, reading: Reading) -> Items:
    """The papers of a file in a format. What is read as a whole has been read on return."""
    return _READERS[format](reading)


def listed(items: Iterable[Found | Skipped], day: date | None) -> Items:
    """The items, with ``day`` as the list day of papers that have none."""
    return (_with_day(item, day) if day else item for item in items)


def _with_day(item: Found | Skipped, day: date) -> Found | Skipped:
    if isinstance(item, Skipped) or item.paper.listed_on is not None:
        return item
    return replace(item, paper=replace(item.paper, listed_on=day))


def words_for(format: FileFormat, reading: Reading) -> str:
    """What a file is, to people: ``BibTeX, in Windows-1252``."""
    packing = [reading.content.packing] if reading.content.packing else []
    return ", ".join((FORMATS[format], *packing, *reading.notes))


def _page(reading: Reading) -> Items:
    from tui.sources.page import read_page

    return listed(read_page(reading.text(), year=reading.year), reading.named_day)


def _html(reading: Reading) -> Items:
    from tui.sources.huggingface.saved import read_page_data
    from tui.sources.page import read_html_cards

    page = reading.text()
    from_data = list(read_page_data(page, listed_on=reading.named_day))
    if any(isinstance(item, Found) for item in from_data):
        return iter(from_data)
    cards = list(read_html_cards(page, year=reading.year))
    return listed(cards, reading.named_day) if cards else iter(from_data)


def _hugging_face(reading: Reading) -> Items:
    from tui.sources.huggingface.saved import read_answers

    return read_answers(reading.content.whole(), listed_on=reading.named_day)


def _jsonl(reading: Reading) -> Items:
    from tui.sources.jsonl import read_json, read_jsonl

    if is_one_value(reading.content.start()):
        return read_json(reading.content.whole())
    return read_jsonl(reading.content.lines())


def _atom(reading: Reading) -> Items:
    from tui.sources.arxiv.atom import read_atom

    return read_atom(reading.content.whole())


def _feed(reading: Reading) -> Items:
    from tui.sources.arxiv.feed import read_feed

    return read_feed(reading.content.whole())


def _oai(reading: Reading) -> Items:
    from tui.sources.arxiv.oai import read_oai

    return read_oai(reading.content.whole())


def _snapshot(reading: Reading) -> Items:
    from tui.sources.arxiv.snapshot import read_snapshot, read_snapshot_list

    if is_one_value(reading.content.start()):
        return read_snapshot_list(reading.content.whole())
    return read_snapshot(line.decode(errors="replace") for line in reading.content.lines())


def _bibtex(reading: Reading) -> Items:
    from tui.sources.bibliography.bibtex import read_bibtex

    return read_bibtex(reading.text())


def _ris(reading: Reading) -> Items:
    from tui.sources.bibliography.ris import read_ris

    return read_ris(reading.text())


def _csl(reading: Reading) -> Items:
    from tui.sources.bibliography.csl import read_csl

    return read_csl(reading.content.whole())


def _ids(reading: Reading) -> Items:
    from tui.sources.id_list import read_ids

    return read_ids(reading.text())


_READERS: dict[FileFormat, Callable[[Reading], Items]] = {
    "page": _page,
    "html": _html,
    "hf": _hugging_face,
    "jsonl": _jsonl,
    "atom": _atom,
    "feed": _feed,
    "oai": _oai,
    "snapshot": _snapshot,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
    "ids": _ids,
}
