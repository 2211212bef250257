"""The answers to a query, newest first, page by page."""

from collections.abc import Iterator
from datetime import date

from tui.sources.arxiv.asking import Answer, Arxiv, Params
from tui.sources.arxiv.atom import atom_total, read_atom
from tui.sources.item import Found, Skipped

_PAGE = 200
_MOST = 30_000
"""arXiv gives no more papers of one query."""
# https://arxiv.org/category_taxonomy: archives whose papers are in subject classes (cs.CL).
_DIVIDED = (
    "astro-ph", "cond-mat", "cs", "econ", "eess", "math", "nlin", "physics", "q-bio", "q-fin",
    "stat",
)  # fmt: skip
_FRESH_SECONDS = 1800.0
"""arXiv's answers change once a day."""


def of_category(category: str) -> str:
    """The query for a category; for an archive that is divided, for all that is in it."""
    if category in _DIVIDED:
        return f"cat:{category}.* OR cat:{category}"
    return f"cat:{category}"


class Query:
    """A query, asked until papers from before ``back_to`` come, or ``most`` have come, if given.

    ``newest`` is the day of the newest paper so far. ``whole`` tells in the end that nothing that
    can be had was left out; what arXiv gives no more of is skipped with a reason.
    """

    def __init__(self, text: str, address: str, *, back_to: date | None, most: int = _MOST) -> None:
        self.text = text
        self.newest: date | None = None
        self.whole = False
        self._address = address
        self._back_to = back_to or date.min
        self._most = most

    def pages(self, arxiv: Arxiv) -> Iterator[tuple[int, Answer]]:
        """Each page with the number of papers before it.

        Raises ArxivError, FetchError; that a page broke off after what came of it was given.
        """
        for start in range(0, self._most, _PAGE):
            answer = self._page(arxiv, start)
            days = [found.paper.published_on for found in _papers(answer)]
            known = [day for day in (*days, self.newest) if day is not None]
            self.newest = max(known, default=None)
            goes_on = _has_more(answer, start) and min(known, default=date.max) >= self._back_to
            if goes_on and start + _PAGE >= _MOST:
                answer.items.append(self._too_many())
            yield start, answer
            if answer.cut_off is not None:
                raise answer.cut_off
            if _lacks_papers(answer, start):
                return
            if not goes_on:
                break
        self.whole = True

    def _too_many(self) -> Skipped:
        where = f"papers after the first {_MOST:,} of {self.text}"
        return Skipped(where, "arXiv gives no more of one query; a narrower one finds them.")

    def _page(self, arxiv: Arxiv, start: int) -> Answer:
        """A page; asked for twice when it is empty, as deep ones now and then are."""
        answer = self._ask(arxiv, start, _FRESH_SECONDS)
        if _lacks_papers(answer, start):
            answer = self._ask(arxiv, start, 0.0)
        if _lacks_papers(answer, start):
            where = f"papers {start + 1:,} to {start + _PAGE:,} of {self.text}"
            answer.items.append(Skipped(where, "arXiv sent an empty page in their place."))
        return answer

    def _ask(self, arxiv: Arxiv, start: int, fresh_seconds: float) -> Answer:
        params: Params = {
            "search_query": self.text,
            "start": start,
            "max_results": _PAGE,
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        }
        return arxiv.ask(self._address, params, read_atom, fresh_seconds=fresh_seconds)


def _papers(answer: Answer) -> list[Found]:
    return [item for item in answer.items if isinstance(item, Found)]


def _has_more(answer: Answer, start: int) -> bool:
    """Whether papers come after those of a page."""
    total = atom_total(answer.body)
    return len(answer.items) >= _PAGE if total is None else start + _PAGE < total


def _lacks_papers(answer: Answer, start: int) -> bool:
    """Whether there are none on a page although arXiv says that it has more."""
    return not _papers(answer) and start < (atom_total(answer.body) or 0)
