"""CSL-JSON, the input of citation processors (csl-data.json of the Citation Style Language 1.0)."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import MsgspecError
from msgspec.json import decode

from tui.sources.bibliography.csl_date import csl_day
from tui.sources.bibliography.reference import Reference, check_size, reference_items
from tui.sources.item import BrokenOff, Found, Skipped
from tui.sources.json_items import items_of
from tui.sources.outside_text import LONGEST_RECORD

_SOURCE = "csl"
# Markup that the format allows in titles, and that abstracts of publishers (JATS) come with.
_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|sc|span|p|br|title|jats:[\w-]{1,30})(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_NAME_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_IDENTIFIERS = ("DOI", "number", "archive_location")
_KEYWORD_END = re.compile(r"\s*[,;]\s*")


def read_csl(body: bytes) -> Iterator[Found | Skipped]:
    """The paper of each item: of a list, of the one that an object has as ``items``, or of one.

    An item that holds no paper is ``Skipped``, and so is the rest where the list breaks off.
    ``annote`` becomes the reader's note, ``custom`` as papertui writes it the links. PapertuiError
    for what is neither a list nor an object.
    """
    check_size(len(body), "bytes")
    items = items_of(body.removeprefix(BOM_UTF8), b"items")
    for number, item in enumerate(items, start=1):
        yield from (item,) if isinstance(item, BrokenOff) else _read_item(item, f"item {number}")


def _read_item(raw: bytes, where: str) -> Iterator[Found | Skipped]:
    if len(raw) > LONGEST_RECORD:
        yield Skipped(where, f"It is longer than {LONGEST_RECORD:,} bytes.")
        return
    try:
        item = decode(raw, type=dict[str, Any])
    except RecursionError:
        yield Skipped(where, "It is nested too deeply.")
    except (MsgspecError, ValueError) as error:
        yield Skipped(where, f"It is no CSL item: {error}.")
    else:
        yield from reference_items(_reference(item), where, _SOURCE)


def _reference(item: dict[str, Any]) -> Reference:
    addresses = _addresses(item)
    return Reference(
        title=_plain(item, "title"),
        abstract=_plain(item, "abstract"),
        authors=[_name(author) for author in _list(item.get("author"))],
        keywords=_keywords(item),
        venue=_plain(item, "container-title"),
        comment=_text(item.get("note")),
        note=_text(item.get("annote")),
        identifiers=[*(_text(item.get(name)) for name in _IDENTIFIERS), *addresses],
        remarks=[_text(item.get("note"))],
        addresses=[*_code(item), *addresses],
        published_on=_published_on(item),
    )


def _published_on(item: dict[str, Any]) -> date | None:
    return csl_day(item.get("issued")) or csl_day(item.get("event-date"))


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return _text(author)
    parts = (_text(author.get(part)).strip() for part in _NAME_PARTS)
    return _text(author.get("literal")) or " ".join(filter(None, parts))


def _keywords(item: dict[str, Any]) -> list[str]:
    """The keywords: one text with commas, or Zotero's list of them."""
    listed = [_text(word) for word in _list(item.get("categories"))]
    return [*_KEYWORD_END.split(_text(item.get("keyword"))), *listed]


def _addresses(item: dict[str, Any]) -> list[str]:
    return [_text(item.get("URL")), _text(_custom(item).get("pdf"))]


def _code(item: dict[str, Any]) -> list[str]:
    return [_text(address) for address in _list(_custom(item).get("code"))]


def _custom(item: dict[str, Any]) -> dict[str, Any]:
    """What the format leaves to programs: papertui keeps links there."""
    custom = item.get("custom")
    return custom if isinstance(custom, dict) else {}


def _plain(item: dict[str, Any], name: str) -> str:
    """A text without the markup that the format allows."""
    text = _MARKUP.sub("", _text(item.get(name)))
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], text)


def _text(value: Any) -> str:
    """A text, or a number as text; ``""`` for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
