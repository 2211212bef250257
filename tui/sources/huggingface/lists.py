"""The lists of papers that Hugging Face gives: of days, of what is trending, of a search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tui.sources.http import CutOff, Response
from tui.sources.huggingface.api import HubApi, Params
from tui.sources.huggingface.rows import read_rows
from tui.sources.item import BrokenOff, Found, Skipped
from tui.sources.period import Period

_FULL_PAGE = 100
_LONGEST_SEARCH = 120
_MOST_PAGES = 50

_DAILY_PAPERS = "/api/daily_papers"
_SEARCH = "/api/papers/search"


_TOO_MANY = Skipped(
    f"papers after the first {_MOST_PAGES * _FULL_PAGE:,}", "No list is read any further."
)


@dataclass(frozen=True, slots=True)
class Listing:
    """The papers of a list, none if it is the one that is stored; no digest if it isn't whole."""

    items: Sequence[Found | Skipped]
    digest: str


class HubLists:
    """Asks for lists. ``digest_of`` tells the digest of the list of a name that is stored."""

    def __init__(self, api: HubApi, digest_of: Callable[[str], str]) -> None:
        self._api = api
        self._digest_of = digest_of

    def of_day(self, item: str, day: date) -> Listing:
        """The papers that were listed on a day, on as many pages as there are."""
        return self._all(_Pages(self._digest_of(item), day), {"date": str(day)})

    def of_period(self, item: str, period: Period) -> Listing:
        """The papers that were listed in a week or month, on as many pages as there are.

        On which day, only those know that name it themselves.
        """
        return self._all(_Pages(self._digest_of(item)), {period.kind: period.name})

    def trending(self, item: str) -> Listing:
        """The first hundred papers that are trending."""
        params: Params = {"sort": "trending", "limit": _FULL_PAGE}
        return self._read(_Pages(self._digest_of(item)), _DAILY_PAPERS, params)

    def search(self, item: str, query: str) -> Listing:
        """The papers that match best."""
        params: Params = {"q": query, "limit": _LONGEST_SEARCH}
        return self._read(_Pages(self._digest_of(item)), _SEARCH, params)

    def _all(self, pages: "_Pages", params: Params) -> Listing:
        params = {**params, "limit": _FULL_PAGE}
        listing = self._read(pages, _DAILY_PAPERS, params, _MOST_PAGES)
        if pages.count == _MOST_PAGES and not pages.complete:
            return Listing([*listing.items, _TOO_MANY], "")
        return listing

    def _read(self, pages: "_Pages", path: str, params: Params, most: int = 1) -> Listing:
        for number in range(most):
            asked = {**params, "p": number} if number else params
            try:
                pages.add(self._api.get(path, asked))
            except CutOff as error:
                return pages.broken_off(error.body)
            if pages.complete:
                break
        return pages.listing()


class _Pages:
    """The pages of a list as they come. The digest of several is theirs, joined by ``+``.

    Pages are not read while they are the ones that are stored, which also tells their number.
    """

    def __init__(self, stored: str, listed_on: date | None = None) -> None:
        self._stored = stored.split("+")
        self._listed_on = listed_on
        self._digests: list[str] = []
        self._unread: list[Response] = []
        self._items: list[Found | Skipped] = []
        self.complete = False

    @property
    def count(self) -> int:
        """How many came whole."""
        return len(self._digests)

    def add(self, response: Response) -> None:
        """Take the next page in. Raises HuggingFaceError when it is none."""
        self._digests.append(response.digest)
        self._unread.append(response)
        if self._digests == self._stored:
            self._unread.clear()
            self.complete = True
        elif self._digests != self._stored[: len(self._digests)]:
            self._read_on()

    def _read_on(self) -> None:
        for response in self._unread:
            rows = list(read_rows(response.body, listed_on=self._listed_on))
            self.complete = len(rows) < _FULL_PAGE
            self._items += rows
        self._unread.clear()

    def listing(self) -> Listing:
        """What all pages together gave; it is whole unless it breaks off or nothing can be read."""
        broken_off = any(isinstance(item, BrokenOff) for item in self._items)
        found = any(isinstance(item, Found) for item in self._items)
        whole = not self._items or (found and not broken_off)
        return Listing(self._items, "+".join(self._digests) if whole else "")

    def broken_off(self, beginning: bytes) -> Listing:
        """What there was before the last page broke off."""
        self._read_on()
        rows = read_rows(beginning, listed_on=self._listed_on) if beginning else ()
        return Listing([*self._items, *rows], "")
