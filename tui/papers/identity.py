"""When two records are the same paper, and what they become together."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from unicodedata import normalize
from urllib.parse import unquote

from tui.papers.links import link_key, preferred_link
from tui.papers.paper import Author, Link, Paper
from tui.papers.text import tex_to_unicode

T = TypeVar("T")

# https://info.arxiv.org/help/arxiv_identifier.html: YYMM.NNNNN since 2007, archive/YYMMNNN before.
_MONTH = r"\d\d(?:0[1-9]|1[0-2])"
_NEW_ID = rf"{_MONTH}\.\d{{4,5}}"
_OLD_ID = rf"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]{{2}})?/{_MONTH}\d{{3}}"
_ARXIV_ID = rf"(?P<id>{_NEW_ID}|{_OLD_ID})(?:v\d+)?(?!\d)"
_BARE_ID = re.compile(rf"\s*{_ARXIV_ID}\s*", re.IGNORECASE)
_MARKED_ID = re.compile(
    r"(?:arxiv:\s?|arxiv\.org/(?:abs|pdf|html|format)/|huggingface\.co/papers/"
    rf"|10\.48550/arxiv\.){_ARXIV_ID}",
    re.IGNORECASE,
)
_SUBJECT_CLASS = re.compile(r"\.[a-z]{2}(?=/)")
_ID_MONTH = re.compile(r"(?:.*/)?(\d\d)(0[1-9]|1[0-2])")
_FIRST_YEAR = 91
# What is sent in at the end of a month may be announced, and numbered, in the next.
_TO_ANNOUNCE = timedelta(days=7)

_DOI = re.compile(
    r"\s*(?:(?P<resolver>https?://(?:dx\.|www\.)?doi\.org/)|doi:\s?)?"
    r"(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S{1,500})\s*",
    re.IGNORECASE,
)
_ENDS_NO_DOI = ".,;:!?'\"*>"
_BRACKETS = {")": "(", "]": "[", "}": "{"}

_NAME_PART = re.compile(r"[^\s.\-]+")
_PLACEHOLDER = "arXiv:"
_NOT_ASCII_KEY = re.compile(r"[^a-z0-9]+")
SHORTEST_TELLING_KEY = 12
"""Shorter keys of titles (``Erratum``, ``Introduction``) don't tell papers apart."""


def arxiv_id_in(text: str) -> str | None:
    """The arXiv id that ``text`` is or names, without version: ``2501.00663``, ``math/0309136``.

    A bare id must be all of the text. ``arXiv:…``, addresses of abstract, PDF and HTML pages, of
    Hugging Face's paper pages, and arXiv's own DOIs are found anywhere in it.
    """
    match = _BARE_ID.fullmatch(text) or _MARKED_ID.search(text)
    if not match:
        return None
    return _SUBJECT_CLASS.sub("", match.group("id").lower())


def normalize_doi(text: str) -> str | None:
    """The DOI that ``text`` is, in lower case, without resolver, ``doi:`` or final punctuation.

    ``None`` for anything else, and for arXiv's own DOIs, which are arXiv ids (``arxiv_id_in``).
    """
    match = _DOI.fullmatch(text)
    if not match:
        return None
    doi = match.group("doi")
    doi = _without_punctuation(unquote(doi) if match.group("resolver") else doi).lower()
    if doi.startswith("10.48550/arxiv.") or doi.endswith("/") or not doi.isprintable():
        return None
    return doi


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """What the same title has in common however it is printed.

    TeX is read, accents, case, spaces and punctuation are dropped; letters and digits of any script
    stay. A title that has none of them is its own key.
    """
    read = tex_to_unicode(title)
    if read.isascii():
        return _NOT_ASCII_KEY.sub("", read.lower()) or title.casefold()
    folded = normalize("NFKD", normalize("NFKD", read).casefold())
    return "".join(filter(str.isalnum, folded)) or title.casefold()


def same_paper(one: Paper, other: Paper) -> bool:
    """Whether two records describe the same paper.

    The arXiv ids decide where both have one, then the DOIs, then the title keys. Witnesses of a
    title are the same first author, or an abstract that is, or begins, the other's; or that neither
    record has author or abstract. A short title (``Erratum``: a key below 12 characters) needs one;
    any needs one where the first author of neither record has a name in common with an author of
    the other: many works are called ``Deep Learning``.
    """
    if one.arxiv_id and other.arxiv_id:
        return one.arxiv_id == other.arxiv_id
    if one.doi and other.doi:
        return one.doi == other.doi
    key = title_key(one.title)
    if key != title_key(other.title):
        return False
    return _has_witness(one, other) or (
        len(key) >= SHORTEST_TELLING_KEY and not _are_by_others(one.authors, other.authors)
    )


def placeholder_title(arxiv_id: str) -> str:
    """The title of a paper of which only the arXiv id is known: ``arXiv:2501.00663``."""
    return f"{_PLACEHOLDER}{arxiv_id}"


def near_titles(one: str, other: str) -> bool:
    """Whether two titles are the same but for slips: fewer than 5 % of the longer key's letters.

    Counted as insertions, deletions and substitutions (Levenshtein) between the ``title_key``s.
    """
    return near_keys(title_key(one), title_key(other))


def near_keys(one: str, other: str) -> bool:
    """``near_titles`` for two title keys."""
    # The largest whole number of slips below 5 %.
    most = (max(len(one), len(other)) - 1) // 20
    if one == other or abs(len(one) - len(other)) > most:
        return one == other
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=most) <= most


def merge(known: Paper, arrival: Paper) -> Paper:
    """One record with the richer value of each field, for two records of the same paper.

    Longer texts, more authors, earlier dates, higher counts; a placeholder is no title as long as
    there is another, nor does the first of a year or month count as the day of publication; a day
    that fits the arXiv id wins before that. Links, categories, keywords and sources of both, those
    of ``known`` first. The arXiv record decides on the primary category. Which record came first
    changes only the order in those lists, as long as the arXiv id was known before days disagreed.
    """
    arxiv_id = _smaller(known.arxiv_id, arrival.arxiv_id)
    return Paper(
        title=_richer(known.title, arrival.title, _title_wealth),
        abstract=_longer(known.abstract, arrival.abstract),
        arxiv_id=arxiv_id,
        doi=_smaller(known.doi, arrival.doi),
        authors=_richer(known.authors, arrival.authors, _author_wealth),
        categories=_categories(known, arrival),
        keywords=_union(known.keywords, arrival.keywords),
        comment=_longer(known.comment, arrival.comment),
        organization=_longer(known.organization, arrival.organization),
        venue=_longer(known.venue, arrival.venue),
        published_on=_likelier(known.published_on, arrival.published_on, arxiv_id),
        listed_on=_earlier(known.listed_on, arrival.listed_on),
        upvotes=_higher(known.upvotes, arrival.upvotes),
        stars=_higher(known.stars, arrival.stars),
        num_comments=_higher(known.num_comments, arrival.num_comments),
        ai_summary=_longer(known.ai_summary, arrival.ai_summary),
        submitter=_longer(known.submitter, arrival.submitter),
        links=_links((*known.links, *arrival.links)),
        sources=_union(known.sources, arrival.sources),
    )


def _without_punctuation(doi: str) -> str:
    while doi[-1] in _ENDS_NO_DOI or _closes_nothing(doi):
        doi = doi[:-1]
    return doi


def _closes_nothing(doi: str) -> bool:
    """Whether the last character is a bracket that nothing opened."""
    opener = _BRACKETS.get(doi[-1])
    return opener is not None and doi.count(doi[-1]) > doi.count(opener)


def _has_witness(one: Paper, other: Paper) -> bool:
    if one.authors and other.authors and _first_author(one) == _first_author(other):
        return True
    if one.abstract and other.abstract:
        shorter, longer = sorted((title_key(one.abstract), title_key(other.abstract)), key=len)
        return longer.startswith(shorter)
    return not (one.authors or other.authors or one.abstract or other.abstract)


def _are_by_others(one: tuple[Author, ...], other: tuple[Author, ...]) -> bool:
    """Whether both lists are known, and neither's first author may be on the other one."""
    return bool(one and other) and not (_is_among(one[0], other) or _is_among(other[0], one))


def _is_among(author: Author, others: Iterable[Author]) -> bool:
    names = _names(author)
    return not names or any(not (known := _names(other)) or names & known for other in others)


def _names(author: Author) -> set[str]:
    """The parts of a name without initials, in no order: families come first in some records."""
    keys = (title_key(part) for part in _NAME_PART.findall(author.name))
    return {key for key in keys if len(key) > 1}


def _first_author(paper: Paper) -> str:
    return title_key(paper.authors[0].name)


def _text_wealth(text: str) -> tuple[int, str]:
    return len(text), text


def _title_wealth(title: str) -> tuple[bool, int, str]:
    return not _is_placeholder(title), len(title), title


def _is_placeholder(title: str) -> bool:
    bare_id = title.removeprefix(_PLACEHOLDER)
    return bare_id != title and _BARE_ID.fullmatch(bare_id) is not None


def _author_wealth(authors: tuple[Author, ...]) -> tuple[int, int, list[str]]:
    names = [author.name for author in authors]
    return len(names), sum(map(len, names)), names


def _richer(one: T, other: T, wealth: Callable[[T], Any]) -> T:
    return one if one == other else max(one, other, key=wealth)


def _longer(one: str | None, other: str | None) -> str | None:
    return _richer(one, other, _text_wealth) if one and other else one or other or None


def _smaller(one: str | None, other: str | None) -> str | None:
    return min(one, other) if one and other else one or other or None


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else one or other


def _likelier(one: date | None, other: date | None, arxiv_id: str | None) -> date | None:
    """The day that fits the arXiv id, else the earlier; of one year or month rather not the first.

    1 January, and the 1st of a month, are what references become that tell the year or month only.
    """
    if one is None or other is None or one == other:
        return one or other
    return min(
        one, other, key=lambda day: (not _fits(day, arxiv_id), _in_order_of_publication(day))
    )


def _fits(day: date, arxiv_id: str | None) -> bool:
    """Whether it is in the month that an arXiv id names, or just before it."""
    month = _ID_MONTH.match(arxiv_id or "")
    if not month:
        return False
    year = int(month[1])
    first = date(year + (1900 if year >= _FIRST_YEAR else 2000), int(month[2]), 1)
    return first - _TO_ANNOUNCE <= day < first or (day.year, day.month) == (first.year, first.month)


def _in_order_of_publication(day: date) -> tuple[int, bool, int, bool, int]:
    is_first = day.day == 1
    return day.year, is_first and day.month == 1, day.month, is_first, day.day


def _higher(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def _union(known: Iterable[str], arrival: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *arrival)))


def _categories(known: Paper, arrival: Paper) -> tuple[str, ...]:
    if arrival.arxiv_id and not known.arxiv_id:
        return _union(arrival.categories, known.categories)
    return _union(known.categories, arrival.categories)


def _links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each page once, where it was first named."""
    pages: dict[str, Link] = {}
    for link in links:
        key = link_key(link.url)
        pages[key] = preferred_link(pages[key], link) if key in pages else link
    return tuple(pages.values())
