"""Why a paper was found: the words that tie it to what the query asks papers to be like."""

import asyncio

from tui.app.desk import Desk
from tui.app.screens.search_flow import SearchFlow
from tui.errors import SearchIndexError
from tui.library import Results

_REST = 0.06
"""Seconds that the cursor rests before the words are looked up: longer than from one repeat of a
key held down to the next, shorter than a person notices."""


class Because(SearchFlow):
    """Looks the words up for the paper under the cursor only, once for each of the results."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ties: dict[int, tuple[str, ...]] = {}
        self._rest_number = 0

    def show_results(self, results: Results, *, stay: bool, at: int | None = None) -> None:
        """Show what a search found, whose papers are tied to it by other words than before."""
        self._ties.clear()
        super().show_results(results, stay=stay, at=at)

    def show_current(self) -> None:
        """Show the paper under the cursor, and the words that tie it once they are known."""
        self._rest_number += 1
        paper_id, results = self.paper_list.current_id, self.results
        self._show_with_ties(paper_id)
        if results is None or paper_id is None or paper_id in self._ties:
            return
        if _asks_for_likeness(results):
            found = self._find_ties(results, paper_id, self._rest_number)
            self.run_worker(found, group="ties", exit_on_error=False)

    def _show_with_ties(self, paper_id: int | None) -> None:
        because = () if paper_id is None else self._ties.get(paper_id, ())
        self.detail.show(self.current, self.field_spans, because)

    async def _find_ties(self, results: Results, paper_id: int, rest_number: int) -> None:
        """Look the words up, unless the cursor moves on before."""

        def find() -> tuple[str, ...]:
            try:
                return self.library.ties(results.query, paper_id)
            except SearchIndexError:
                # The next search tells what is wrong; here it would be told of every paper.
                return ()

        def show(ties: tuple[str, ...]) -> None:
            if results is self.results:
                self._ties[paper_id] = ties
                if ties and self.paper_list.current_id == paper_id:
                    self._show_with_ties(paper_id)

        await asyncio.sleep(_REST)
        if rest_number == self._rest_number:
            await self.fetch(find, show)


def _asks_for_likeness(results: Results) -> bool:
    """Whether the query may ask for papers like one, or like those bookmarked."""
    return results.order == "for-you" or "similar:" in results.query.text.casefold()
