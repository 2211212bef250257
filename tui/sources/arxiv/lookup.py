"""Single papers asked for at arXiv, by title or by arXiv id.

https://info.arxiv.org/help/api/user-manual.html
"""

import re
from collections.abc import Sequence

from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.asking import Arxiv, Params
from tui.sources.arxiv.atom import read_atom
from tui.sources.batch import Order
from tui.sources.http import Client
from tui.sources.item import Found

MOST_IDS = 100
"""How many ids one request names at most."""

_MOST_OF_A_TITLE = 20
_MOST_PHRASES = 4
_MOST_WORDS = 30
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
# Where arXiv ends such words is its secret: at "Giant's", "Schölkopf" or "α-divergence".
_UNSURE = re.compile(r"\S*(?:[^\W\d_]'[^\W\d_]|[^\x00-\x7f])\S*")
_WORDS_APART = re.compile(r"[\s\"'“”,;:]+|\.(?=\s|$)")
_FRESH_SECONDS = 1800.0


class ArxivLookup:
    """Asks arXiv's query API at ``address``. What it raises are ArxivError and FetchError."""

    def __init__(self, client: Client, address: str, order: Order) -> None:
        self._arxiv = Arxiv(client, order)
        self._address = address

    def by_title(self, title: str) -> list[Paper]:
        """The papers in whose titles the words of this one stand in this order."""
        query = _query(title)
        if not query:
            return []
        return self._papers({"search_query": query, "max_results": _MOST_OF_A_TITLE})

    def by_ids(self, arxiv_ids: Sequence[str]) -> list[Paper]:
        """The papers with these arXiv ids, at most ``MOST_IDS``, as far as there are any.

        For one id that it finds malformed arXiv refuses them all: it is asked without that one.
        """
        wanted = list(arxiv_ids)
        while wanted:
            try:
                return self._papers({"id_list": ",".join(wanted), "max_results": len(wanted)})
            except ArxivError as error:
                named = _WORDS_APART.split(error.message)
                others = [arxiv_id for arxiv_id in wanted if arxiv_id not in named]
                if len(others) == len(wanted):
                    raise
                wanted = others
        return []

    def _papers(self, params: Params) -> list[Paper]:
        answer = self._arxiv.ask(self._address, params, read_atom, fresh_seconds=_FRESH_SECONDS)
        if answer.cut_off is not None:
            raise answer.cut_off
        return [item.paper for item in answer.items if isinstance(item, Found)]


def _query(title: str) -> str:
    """The phrases of a title: of its words in a row those that every index has alike."""
    text = tex_to_unicode(title)
    rows = map(_WORD.findall, _UNSURE.split(text))
    telling = [words for words in rows if len(words) >= _FEWEST_WORDS]
    phrases = telling[:_MOST_PHRASES] or [_WORD.findall(text)]
    return " AND ".join(f'ti:"{" ".join(words[:_MOST_WORDS])}"' for words in phrases if words)
