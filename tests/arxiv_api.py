"""arXiv's query API on this machine: it finds papers by id and by a phrase of the title."""

import re
from collections.abc import Callable
from html import escape

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tui.papers.identity import title_key

_NAMESPACES = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
_ERROR = (
    "<entry><id>https://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title>"
    "<summary>{}</summary></entry>"
)


class FakeArxivApi:
    """Knows the papers in ``titles``, by arXiv id. ``asked`` are the ids or phrases asked for.

    While there is an ``answer``, it comes in place of papers; an error does when one of the ids is
    among the ``malformed``.
    """

    def __init__(self, server: HTTPServer) -> None:
        self.titles: dict[str, str] = {}
        self.malformed: set[str] = set()
        self.asked: list[str] = []
        self.answer: Callable[[], Response] | None = None
        self.address = server.url_for("/arxiv/query")
        server.expect_request("/arxiv/query").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        ids, query = request.args.get("id_list"), request.args.get("search_query", "")
        self.asked.append(ids or query)
        if self.answer is not None:
            return self.answer()
        for arxiv_id in ids.split(",") if ids else ():
            if arxiv_id in self.malformed:
                return error_feed(400, f"incorrect id format for {arxiv_id}")
        found = ids.split(",") if ids else self._with_phrases(re.findall('ti:"(.*?)"', query))
        most = int(request.args["max_results"])
        return atom("".join(self._entry(id_) for id_ in found[:most] if id_ in self.titles))

    def _with_phrases(self, phrases: list[str]) -> list[str]:
        keys = [title_key(phrase) for phrase in phrases]
        return [
            arxiv_id
            for arxiv_id, title in self.titles.items()
            if all(key in title_key(title) for key in keys)
        ]

    def _entry(self, arxiv_id: str) -> str:
        return (
            f"<entry><id>http://arxiv.org/abs/{arxiv_id}v2</id>"
            f"<title>{escape(self.titles[arxiv_id])}</title>"
            f"<summary>  What {arxiv_id} is about.\n</summary>"
            "<published>2025-01-02T15:05:19Z</published>"
            '<arxiv:primary_category term="cs.LG"/><author><name>Ada Lovelace</name></author>'
            "</entry>"
        )


def atom(entries: str) -> Response:
    """A feed of entries."""
    return Response(f"<feed {_NAMESPACES}>{entries}</feed>", content_type="application/atom+xml")


def error_feed(status: int = 200, words: str = "incorrect id format") -> Response:
    """What arXiv answers to a query that it doesn't understand."""
    response = atom(_ERROR.format(words))
    response.status_code = status
    return response
