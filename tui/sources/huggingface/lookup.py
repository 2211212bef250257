"""Single papers asked for at Hugging Face, by title or by arXiv id."""

from urllib.parse import quote

from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.sources.batch import Order
from tui.sources.http import Client, NotFound, Response
from tui.sources.huggingface.rows import read_details, read_rows
from tui.sources.item import Found

_MOST = 20
_LONGEST_QUERY = 250


class HubLookup:
    """Asks Hugging Face, or a mirror of it at ``address``. Threads may share it.

    What it raises are HuggingFaceError and FetchError.
    """

    def __init__(self, client: Client, address: str, order: Order) -> None:
        self._client = client
        self._address = address
        self._order = order

    def by_title(self, title: str) -> list[Paper]:
        """The papers that match a title best; most of them are others."""
        response = self._get("/api/papers/search", {"q": _query(title), "limit": _MOST})
        rows = read_rows(response.body)
        return [item.paper for item in rows if isinstance(item, Found)]

    def by_id(self, arxiv_id: str) -> list[Paper]:
        """The paper with this arXiv id, if there is one."""
        try:
            response = self._get(f"/api/papers/{quote(arxiv_id)}", {})
        except NotFound:
            return []
        item = read_details(response.body)
        return [item.paper] if isinstance(item, Found) else []

    def _get(self, path: str, params: dict[str, str | int]) -> Response:
        return self._client.get(
            f"{self._address}{path}",
            params=params,
            accept="application/json",
            waiting=self._order.waiting,
            cancelled=self._order.cancelled,
        )


def _query(title: str) -> str:
    """The title in as many whole words as a query may have; a part of the word if it has one."""
    text = " ".join(tex_to_unicode(title).split())
    if len(text) <= _LONGEST_QUERY:
        return text
    cut = text[: _LONGEST_QUERY + 1]
    return cut.rpartition(" ")[0] or text[:_LONGEST_QUERY]
