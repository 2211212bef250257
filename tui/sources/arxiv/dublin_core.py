"""OAI-PMH's common format, Dublin Core (``oai_dc``), the way arXiv fills it."""

from xml.etree.ElementTree import Element

from tui.papers.identity import normalize_doi
from tui.sources.arxiv.day import iso_day
from tui.sources.arxiv.record import ArxivRecord
from tui.sources.arxiv.xml_stream import text_of
from tui.sources.person_name import natural_name

_COMMENT = "Comment:"


def dublin_core_record(header: Element | None, metadata: Element) -> ArxivRecord:
    """The record of a ``<dc>``, its categories out of the sets that the header names."""
    descriptions = _texts(metadata, "description")
    addresses = _texts(metadata, "identifier")
    days = [day for day in map(iso_day, _texts(metadata, "date")) if day]
    return ArxivRecord(
        id=_first_text(header, "identifier"),
        title=_first_text(metadata, "title"),
        abstract=next((text for text in descriptions if not text.startswith(_COMMENT)), ""),
        authors=[natural_name(name) for name in _texts(metadata, "creator")],
        categories=[_category(name) for name in _texts(header, "setSpec")],
        comment=next((text for text in descriptions if text.startswith(_COMMENT)), "")
        .removeprefix(_COMMENT)
        .strip(),
        journal_ref=next((text for text in addresses if _is_journal(text)), ""),
        doi=next((text for text in addresses if normalize_doi(text)), ""),
        published_on=min(days, default=None),
    )


def _category(set_name: str) -> str:
    """``cs.AI`` for ``cs:cs:AI``, ``hep-th`` for ``physics:hep-th``."""
    _group, *rest = set_name.split(":")
    return ".".join(rest) or set_name


def _is_journal(identifier: str) -> bool:
    return "://" not in identifier and not normalize_doi(identifier)


def _first_text(parent: Element | None, name: str) -> str:
    return text_of(parent.find(f"{{*}}{name}")) if parent is not None else ""


def _texts(parent: Element | None, name: str) -> list[str]:
    if parent is None:
        return []
    return [text_of(found).strip() for found in parent.iterfind(f"{{*}}{name}")]
