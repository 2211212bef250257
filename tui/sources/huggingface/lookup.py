"""Single papers asked for at Hugging Face, by title or by arXiv id."""

from tui.papers.paper import Paper
from tui.papers.text import tex_to_unicode
from tui.sources.http import NotFound
from tui.sources.huggingface.api import HubApi
from tui.sources.huggingface.rows import read_details, read_rows
from tui.sources.item import Found

_MOST = 20
_LONGEST_QUERY = 250


class HubLookup:
    """Asks Hugging Face. Threads may share it. It raises HuggingFaceError and FetchError."""

    def __init__(self, api: HubApi) -> None:
        self._api = api

    def by_title(self, title: str) -> list[Paper]:
        """The papers that match a title best; most of them are others."""
        response = self._api.get("/api/papers/search", {"q": _query(title), "limit": _MOST})
        rows = read_rows(response.body)
        return [item.paper for item in rows if isinstance(item, Found)]

    def by_id(self, arxiv_id: str) -> list[Paper]:
        """The paper with this arXiv id, if there is one."""
        try:
            response = self._api.paper(arxiv_id)
        except NotFound:
            return []
        item = read_details(response.body)
        return [item.paper] if isinstance(item, Found) else []


def _query(title: str) -> str:
    """The title in as many whole words as a query may have; a part of the word if it has one."""
    text = " ".join(tex_to_unicode(title).split())
    if len(text) <= _LONGEST_QUERY:
        return text
    cut = text[: _LONGEST_QUERY + 1]
    return cut.rpartition(" ")[0] or text[:_LONGEST_QUERY]
