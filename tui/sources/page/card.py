"""What is seen of one paper on a page of cards."""

from dataclasses import dataclass, field
from datetime import date

from tui.papers.links import find_links, link_key
from tui.papers.paper import Link, LinkKind, Paper
from tui.sources.page.day import PrintedDay

_SOURCE = ("page",)
_FIRST_YEAR_OF_ARXIV = 91


@dataclass(slots=True)
class Card:
    """One paper so far. Days stay as they are printed until the page's own day is known.

    It ``is_shown`` when more than a picture or a mention of the paper was seen.
    """

    arxiv_id: str
    is_shown: bool = False
    title: str | None = None
    abstract: str | None = None
    listed_on: PrintedDay | None = None
    published_on: PrintedDay | None = None
    organization: str | None = None
    submitter: str | None = None
    upvotes: int | None = None
    num_comments: int | None = None
    stars: int | None = None
    code: list[str] = field(default_factory=list)

    def paper(self, title: str, year: int, page_day: date | None) -> Paper:
        """The paper with its days. ``page_day`` is a day near that of the page, if any is known.

        A list day without a year is put near it, else in ``year``; a day of publication near the
        month in the arXiv id.
        """
        return Paper(
            title=title,
            abstract=self.abstract,
            arxiv_id=self.arxiv_id,
            organization=self.organization,
            published_on=self.published_on and self.published_on.near(_month(self.arxiv_id, year)),
            listed_on=_listed_on(self.listed_on, year, page_day),
            upvotes=self.upvotes,
            stars=self.stars,
            num_comments=self.num_comments,
            submitter=self.submitter,
            links=self._links(),
            sources=_SOURCE,
        )

    def _links(self) -> tuple[Link, ...]:
        """The repositories, and what else the abstract names; each page once."""
        links: dict[str, Link] = {}
        for link in (*(Link(LinkKind.CODE, url) for url in self.code), *find_links(self.abstract)):
            links.setdefault(link_key(link.url), link)
        return tuple(links.values())


def _listed_on(printed: PrintedDay | None, year: int, page_day: date | None) -> date | None:
    if printed is None:
        return None
    return printed.near(page_day) if page_day else printed.in_year(year)


def _month(arxiv_id: str, year: int) -> date:
    """The month that an arXiv id names; the middle of ``year`` where it names none."""
    digits = arxiv_id.rpartition("/")[2][:4]
    if not digits.isdecimal() or not 1 <= int(digits[2:]) <= 12:
        return date(year, 7, 1)
    century = 1900 if int(digits[:2]) >= _FIRST_YEAR_OF_ARXIV else 2000
    return date(century + int(digits[:2]), int(digits[2:]), 1)
