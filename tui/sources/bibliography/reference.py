"""A reference as a bibliography file holds it, whatever its format, and the paper that it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui.errors import PapertuiError
from tui.papers.identity import arxiv_id_in, normalize_doi
from tui.papers.links import find_links
from tui.papers.paper import Link, Paper, Triage
from tui.papers.text import clean, clean_lines
from tui.sources.arxiv_category import arxiv_categories
from tui.sources.item import Found, Skipped
from tui.sources.outside_text import LONGEST_LINE, LONGEST_PASSAGE, each_once, one_line, passage
from tui.sources.person_name import authors_left_out, authors_of, is_nobody

_LARGEST = 50_000_000
# What reference managers and search engines give as the journal of a preprint on arXiv.
_ARXIV_AS_VENUE = re.compile(r"(?:arxiv|corr)\b|computing research repository", re.IGNORECASE)
_MOST_PLACES = 100
# What an id may stand in without being one that is only mentioned: “arXiv preprint arXiv:… [cs]”.
_ID_ALONE = re.compile(
    r"(?:available (?:at|from):? |(?:arxiv:? )?(?:(?:e-?|pre)prints?(?:[,:]| at)? )?)"
    r"(?P<id>\S+)(?: \[[\w.-]+\])?",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\s*(?:[A-Za-z][A-Za-z -]{0,40}:|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The fields of a reference that papertui reads, as Unicode, not cleaned; ``""`` is absent.

    ``identifiers`` are where an arXiv id or a DOI may stand, ``addresses`` where links may.
    ``remarks`` may be an identifier too, but are prose more often, which names other papers.
    ``note`` is what the reader wrote, ``comment`` what the authors or the publisher did.
    """

    title: str
    abstract: str = ""
    authors: Sequence[str] = ()
    categories: Sequence[str] = ()
    keywords: Sequence[str] = ()
    venue: str = ""
    comment: str = ""
    note: str = ""
    identifiers: Sequence[str] = ()
    remarks: Sequence[str] = ()
    addresses: Sequence[str] = ()
    published_on: date | None = None


def check_size(size: int, unit: str) -> None:
    """PapertuiError for a file of more than 50 million bytes or characters (``unit``)."""
    if size > _LARGEST:
        raise PapertuiError(
            f"The bibliography is larger than {_LARGEST:,} {unit}.", "Import it in parts."
        )


def reference_items(reference: Reference, where: str, source: str) -> Iterator[Found | Skipped]:
    """The paper, and a word on the authors if there are too many; why it is none otherwise."""
    title = one_line(reference.title)
    if title is None:
        yield Skipped(where, "It has no title.")
        return
    names = [name for name in reference.authors if not is_nobody(name)]
    yield Found(_paper(reference, title, names, source), _triage(reference))
    yield from authors_left_out(names, where)


def _paper(reference: Reference, title: str, names: Sequence[str], source: str) -> Paper:
    venue = one_line(reference.venue)
    abstract, comment = passage(reference.abstract), one_line(reference.comment)
    return Paper(
        title=title,
        abstract=abstract,
        arxiv_id=_arxiv_id(reference),
        doi=_doi(reference),
        authors=authors_of(names),
        categories=arxiv_categories(reference.categories),
        keywords=each_once(map(one_line, reference.keywords)),
        comment=comment,
        venue=None if venue and _ARXIV_AS_VENUE.match(venue) else venue,
        published_on=reference.published_on,
        links=_links(reference, abstract, comment),
        sources=(source,),
    )


def _triage(reference: Reference) -> Triage | None:
    note = clean_lines(reference.note[:LONGEST_PASSAGE])
    return Triage(note=note) if note else None


def _arxiv_id(reference: Reference) -> str | None:
    venue = (reference.venue,) if _ARXIV_AS_VENUE.match(reference.venue.lstrip()) else ()
    ids = (
        *map(arxiv_id_in, _first_places((*reference.identifiers, *venue))),
        *map(_id_alone, _first_places(reference.remarks)),
    )
    return next(filter(None, ids), None)


def _id_alone(remark: str) -> str | None:
    """The id that a remark consists of; as Zotero writes them, variables may stand below it."""
    first, *others = remark.strip().splitlines() or [""]
    match = _ID_ALONE.fullmatch(clean(first))
    return arxiv_id_in(match["id"]) if match and all(map(_VARIABLE.match, others)) else None


def _doi(reference: Reference) -> str | None:
    places = _first_places((*reference.identifiers, *reference.remarks))
    return next(filter(None, map(normalize_doi, places)), None)


def _first_places(places: Sequence[str]) -> Iterator[str]:
    """The first hundred of some texts, each up to its bound."""
    return (place[:LONGEST_LINE] for place in places[:_MOST_PLACES])


def _links(reference: Reference, abstract: str | None, comment: str | None) -> tuple[Link, ...]:
    """The links in the fields made for them, then those in prose."""
    addresses = _first_places(reference.addresses)
    return find_links("\n".join((*addresses, comment or "", abstract or "")))
