"""A page as bare text: banner, date line, then title and abstract by turns."""

from collections.abc import Iterator
from datetime import date

from tui.errors import PapertuiError
from tui.papers.identity import title_key
from tui.papers.links import find_links
from tui.papers.paper import Paper
from tui.sources.item import Found, Skipped
from tui.sources.page.block import Block, blocks_of
from tui.sources.page.day import date_line
from tui.sources.page.prose import is_prose

_SOURCE = ("page",)
_FEWEST_TITLE_WORDS = 3


def read_plain(text: str, *, year: int) -> Iterator[Found | Skipped]:
    """The papers of a saved page. ``year`` is that of date lines that don't name one.

    What stands above the first date line is the page's banner; on a page without one, short lines
    above the first title. Papers below a date line are listed on that day. A title without an
    abstract is a paper too if it has three words; listed again without an abstract it is skipped.
    ``PapertuiError`` if there are no papers at all.
    """
    found = False
    for item in _PageReader(year).items(_below_banner(blocks_of(text), year)):
        found = found or isinstance(item, Found)
        yield item
    if not found:
        raise PapertuiError(
            "The page holds no papers.",
            "Save the page as text, with each title and abstract on lines of their own.",
        )


class _PageReader:
    """Puts titles and abstracts together, block by block."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._day: date | None = None
        self._title: Block | None = None
        self._abstract: list[str] = []
        self._seen: set[str] = set()

    def items(self, blocks: list[Block]) -> Iterator[Found | Skipped]:
        for block in blocks:
            if is_prose(block.text):
                yield from self._take_prose(block)
            elif not self._repeats_title(block):
                yield from self._finish()
                self._start(block)
        yield from self._finish()

    def _start(self, block: Block) -> None:
        """Begins a day's papers or a paper."""
        day = date_line(block.text, self._year)
        if day:
            self._day = day
        else:
            self._title = block

    def _take_prose(self, block: Block) -> Iterator[Skipped]:
        if self._title:
            self._abstract.append(block.text)
        else:
            yield Skipped(f"line {block.line}", "This text has no title above it.")

    def _repeats_title(self, block: Block) -> bool:
        """Whether a title follows on itself, as where a picture's caption precedes it."""
        title = self._title
        return bool(title and not self._abstract and title_key(title.text) == title_key(block.text))

    def _finish(self) -> Iterator[Found | Skipped]:
        """What the title and abstract so far make; both are forgotten then."""
        title, abstract = self._title, " ".join(self._abstract) or None
        self._title, self._abstract = None, []
        if not title:
            return
        key = title_key(title.text)
        if abstract is None and key in self._seen:
            yield Skipped(f"line {title.line}", "This title stands above already.")
        elif abstract is None and len(title.text.split()) < _FEWEST_TITLE_WORDS:
            yield Skipped(
                f"line {title.line}", "This is too short for a title without an abstract."
            )
        else:
            self._seen.add(key)
            yield Found(self._paper(title.text, abstract))

    def _paper(self, title: str, abstract: str | None) -> Paper:
        return Paper(
            title=title,
            abstract=abstract,
            listed_on=self._day,
            links=find_links(abstract),
            sources=_SOURCE,
        )


def _below_banner(blocks: list[Block], year: int) -> list[Block]:
    places = range(len(blocks))
    dated = (place for place in places if date_line(blocks[place].text, year))
    prose = (place for place in places if is_prose(blocks[place].text))
    first_dated, first_prose = next(dated, None), next(prose, None)
    if first_dated is not None and (first_prose is None or first_dated < first_prose):
        return blocks[first_dated:]
    return blocks[max(0, first_prose - 1) :] if first_prose is not None else []
