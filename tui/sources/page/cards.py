"""The cards of Hugging Face's pages of papers, as they are seen: daily, weekly, trending.

A card is known by its links: to the paper under its title, from the number of upvotes to the login,
from the number of comments to the discussion. Trending pages show each card twice, for wide and for
narrow screens.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import MINYEAR, date
from urllib.parse import unquote

from tui.papers.identity import arxiv_id_in
from tui.papers.links import link_kind, safe_url
from tui.papers.paper import LinkKind
from tui.sources.item import Found, Skipped
from tui.sources.page.card import Card
from tui.sources.page.count import printed_count
from tui.sources.page.day import PrintedDay, date_line, printed_day
from tui.sources.page.prose import is_prose
from tui.sources.page.segment import END_OF_CARD, Segment

_OF_THE_HUB = re.compile(r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?/(?!/)(?P<path>\S*)")
_LIST_DAY = re.compile(r"papers(?:/date/|\?date=)(?P<day>\d{4}-\d\d-\d\d)")
_PAPER = re.compile(r"papers/(?P<id>\d{4}\.\d{4,5})(?:v\d+)?/?(?P<discussion>#\S*)?")
_UPVOTE = re.compile(r"login\?next=/papers/(?P<id>\d{4}\.\d{4,5})")
_OWNER = re.compile(r"[\w.-]{1,100}")
_PUBLISHED = re.compile(
    r"(?P<dot>(?:^|.* )· ?(?:Published on )?)?(?P<day>\w{3,9}\.? \d{1,2}(?:, \d{4})?)"
)
_DIGEST_UPVOTES = re.compile(r" ?\((?P<count>\d[\d,]*) ?▲\)$")
_SUBMITTED_BY = "Submitted by"
_DOT = "·"
_LONGEST_NAME = 200


def read_cards(segments: Iterable[Segment], *, year: int) -> Iterator[Found | Skipped]:
    """The papers of the cards, each once. ``year`` is that of list days that don't name one."""
    reader = _CardReader()
    for segment in segments:
        reader.take(segment)
    for card in reader.cards.values():
        if card.title:
            yield Found(card.paper(card.title, year, reader.page_day))
        elif card.is_shown:
            yield Skipped(f"paper {card.arxiv_id}", "The page doesn't show its title.")


def names_a_paper(segment: Segment) -> bool:
    """Whether a segment belongs to a card, or is a paper's bare address."""
    is_bare = segment.text == segment.href and _PAPER.fullmatch(_path(segment.href)) is not None
    return is_bare or is_of_a_card(segment)


def is_of_a_card(segment: Segment) -> bool:
    """Whether a segment belongs to a card: a title or an upvote."""
    path = _path(segment.href)
    if segment.heading and segment.text and _PAPER.fullmatch(path):
        return True
    return _UPVOTE.fullmatch(path) is not None


class _CardReader:
    """Puts together what belongs to each paper, segment by segment."""

    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.page_day: date | None = None
        self._card: Card | None = None
        self._listed_on: PrintedDay | None = None
        self._submitter: str | None = None
        self._organization: str | None = None
        self._before = ""

    def take(self, segment: Segment) -> None:
        """Note what a segment says, and about which paper."""
        if segment is END_OF_CARD:
            self._card = None
        elif segment.href is None:
            self._take_text(segment.text)
        else:
            self._take_link(segment, _path(segment.href))
        self._before = segment.text

    def _take_link(self, segment: Segment, path: str) -> None:
        if upvote := _UPVOTE.fullmatch(path):
            self._note_upvotes(upvote["id"], segment.text)
        elif paper := _PAPER.fullmatch(path):
            self._take_paper_link(paper["id"], bool(paper["discussion"]), segment)
        elif list_day := _LIST_DAY.match(path):
            self.page_day = self.page_day or date_line(list_day["day"], MINYEAR)
        elif _OWNER.fullmatch(path):
            self._organization = segment.text[:_LONGEST_NAME] or None
        elif segment.href and self._card:
            _note_code(self._card, segment.href, segment.text)

    def _take_paper_link(self, printed_id: str, discussion: bool, segment: Segment) -> None:
        """A title, an abstract, a number of comments, or a picture of the paper."""
        card = self._card_of(printed_id)
        if card is None:
            return
        if discussion:
            card.num_comments = _first(card.num_comments, printed_count(segment.text))
        elif segment.text == segment.href:
            card.is_shown = True
            if _may_be_a_title(self._before):
                self._entitle(card, self._before)
        elif segment.heading:
            card.title = None
            self._entitle(card, segment.text)
        elif is_prose(segment.text) and card.title:
            card.abstract = card.abstract or segment.text

    def _take_text(self, text: str) -> None:
        if self._before == _SUBMITTED_BY:
            self._submitter = text[:_LONGEST_NAME]
        elif text.startswith(_SUBMITTED_BY):
            self._submitter = text.removeprefix(_SUBMITTED_BY).strip()[:_LONGEST_NAME] or None
        elif self._card and is_prose(text):
            self._card.abstract = self._card.abstract or text
        else:
            self._take_day(text)

    def _take_day(self, text: str) -> None:
        """A list day, or after a dot the day of publication; before the dot is an organization."""
        card = self._card
        if text.startswith(_DOT) and card and not card.published_on:
            card.organization = card.organization or self._organization
        self._organization = None
        match = _PUBLISHED.fullmatch(text)
        day = printed_day(match["day"]) if match else None
        if match and day and (match["dot"] or self._before.endswith(_DOT)):
            if card:
                card.published_on = card.published_on or day
        elif day:
            self._listed_on, self._card = day, None

    def _entitle(self, card: Card, text: str) -> None:
        """Begin the card of a title, unless it has begun before."""
        digest = _DIGEST_UPVOTES.search(text)
        title = text[: digest.start()] if digest else text
        if digest:
            card.upvotes = _first(card.upvotes, printed_count(digest["count"]))
        card.title = card.title or title or None
        card.listed_on = card.listed_on or self._listed_on
        card.submitter = card.submitter or self._submitter
        self._card, self._submitter, self._organization = card, None, None

    def _note_upvotes(self, printed_id: str, text: str) -> None:
        card = self._card_of(printed_id)
        if card:
            count = 0 if text == "-" else printed_count(text)
            card.upvotes = _first(card.upvotes, count)
            card.is_shown = True

    def _card_of(self, printed_id: str) -> Card | None:
        arxiv_id = arxiv_id_in(printed_id)
        return self.cards.setdefault(arxiv_id, Card(arxiv_id)) if arxiv_id else None


def _may_be_a_title(text: str) -> bool:
    is_address = text.startswith(("http://", "https://"))
    return not (is_prose(text) or is_address or text.endswith((":", ",")))


def _note_code(card: Card, href: str, text: str) -> None:
    """The repository of a card and its stars: ``GitHub 3.29k``."""
    url = safe_url(href)
    if url and link_kind(url) is LinkKind.CODE and url not in card.code:
        card.code.append(url)
        card.stars = _first(card.stars, printed_count(text))


def _path(href: str | None) -> str:
    """The address within huggingface.co, also of links that name no host; else nothing."""
    match = _OF_THE_HUB.fullmatch(href or "")
    return unquote(match["path"]) if match else ""


def _first(known: int | None, seen: int | None) -> int | None:
    return seen if known is None else known
