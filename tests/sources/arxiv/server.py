"""arXiv on this machine: its query API, feed and OAI-PMH, in their real shapes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

_ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
_SEARCH = 'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
_OAI = 'xmlns="http://www.openarchives.org/OAI/2.0/"'


@dataclass(frozen=True)
class Listed:
    """A paper that arXiv knows: number ``N`` is ``2503.0000N``, titled ``Paper N``."""

    number: int
    day: date

    @property
    def atom(self) -> str:
        return (
            f"<entry><id>http://arxiv.org/abs/2503.{self.number:05}v1</id>"
            f"<title>Paper {self.number}</title><published>{self.day}T00:00:00Z</published></entry>"
        )

    @property
    def oai(self) -> str:
        return (
            "<record><header><datestamp>2025-03-01</datestamp></header><metadata>"
            '<arXiv xmlns="http://arxiv.org/OAI/arXiv/">'
            f"<id>2503.{self.number:05}</id><created>{self.day}</created>"
            f"<title>Paper {self.number}</title></arXiv></metadata></record>"
        )


class FakeArxiv:
    """Answers queries by their text, newest first, and weeks by set and days, page by page.

    A page of the API holds 200 papers, one of OAI-PMH two. ``asked`` are the requests in short;
    ``answers`` by that come in place of what is there.
    """

    def __init__(self, server: HTTPServer) -> None:
        self.found: dict[str, list[Listed]] = {}
        self.weeks: dict[str, list[Listed]] = {}
        self.feed = b""
        self.asked: list[str] = []
        self.answers: dict[str, Callable[[], Response]] = {}
        self.expired: set[str] = set()
        self.address = server.url_for("").rstrip("/")
        for path, answer in (
            ("query", self._query),
            ("rss/.*", self._feed),
            ("oai", self._harvest),
        ):
            server.expect_request(re.compile(f"/{path}")).respond_with_handler(answer)

    def _note(self, asked: str, answer: Callable[[], bytes]) -> Response:
        self.asked.append(asked)
        if asked in self.answers:
            return self.answers[asked]()
        return Response(answer(), content_type="text/xml")

    def _query(self, request: Request) -> Response:
        text, start = request.args["search_query"], int(request.args["start"])
        found = self.found.get(text, [])
        page = found[start : start + int(request.args["max_results"])]
        return self._note(f"{text} {start}", lambda: atom(page, len(found)))

    def _feed(self, request: Request) -> Response:
        return self._note(request.path, lambda: self.feed)

    def _harvest(self, request: Request) -> Response:
        args = request.args
        if token := args.get("resumptionToken"):
            key, start = token.split("/")[0], int(token.split("/")[1])
        else:
            key, start = f"{args['set']} {args['from']}..{args['until']}", 0
        asked = f"{key} {start}" if start else key
        return self._note(asked, lambda: self._week(token or "", key, start))

    def _week(self, token: str, key: str, start: int) -> bytes:
        if token in self.expired:
            return _oai('<error code="badResumptionToken">It has expired</error>')
        papers = self.weeks.get(key, [])
        if not papers:
            return _oai('<error code="noRecordsMatch"/>')
        more = f"{key}/{start + 2}" if start + 2 < len(papers) else ""
        return oai(papers[start : start + 2], more)


def atom(papers: list[Listed], total: int) -> bytes:
    entries = "".join(paper.atom for paper in papers)
    count = f"<opensearch:totalResults>{total}</opensearch:totalResults>"
    return f"<feed {_ATOM} {_SEARCH}>{count}{entries}</feed>".encode()


def oai(papers: list[Listed], token: str = "") -> bytes:
    records = "".join(paper.oai for paper in papers)
    return _oai(f"<ListRecords>{records}<resumptionToken>{token}</resumptionToken></ListRecords>")


def _oai(content: str) -> bytes:
    return f"<OAI-PMH {_OAI}>{content}</OAI-PMH>".encode()
