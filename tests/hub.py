"""Hugging Face on this machine: it lists what a test puts there, in the real shapes."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Row = dict[str, Any]


class FakeHub:
    """Lists by day, ``week W``, ``month M``, ``trending``, ``search WORDS`` and ``paper ID``.

    What is in none of them is empty, or for a paper not there. ``asked`` holds the names of what
    was asked for, with the page from the second on (``2025-03-11 p1``); ``answers`` of a name come
    in place of what is there.
    """

    def __init__(self, server: HTTPServer) -> None:
        self.lists: dict[str, list[Row]] = {}
        self.papers: dict[str, Row] = {}
        self.answers: dict[str, Callable[[], Response]] = {}
        self.asked: list[str] = []
        self.sent_again = 0
        self.address = server.url_for("")
        server.expect_request(re.compile("/api/.*")).respond_with_handler(self._answer)

    def refuse(self, name: str, status: int) -> None:
        """Have a list answered by an error from now on."""
        self.answers[name] = lambda: Response("{}", status)

    def _answer(self, request: Request) -> Response:
        name = _name(request)
        self.asked.append(name)
        if name in self.answers:
            return self.answers[name]()
        if name.startswith("paper "):
            details = self.papers.get(name.removeprefix("paper "))
            return Response("{}", 404) if details is None else self._sent(request, details)
        listed, _, page = name.partition(" p")
        first = 100 * int(page or 0)
        return self._sent(request, self.lists.get(listed, [])[first : first + 100])

    def _sent(self, request: Request, content: object) -> Response:
        body = json.dumps(content)
        response = Response(body, content_type="application/json")
        response.set_etag(sha256(body.encode()).hexdigest())
        response.make_conditional(request)
        self.sent_again += response.status_code == 200
        return response


def _name(request: Request) -> str:
    page = request.args.get("p", "0")
    page = f" p{page}" if page != "0" else ""
    if "date" in request.args:
        return request.args["date"] + page
    for kind in ("week", "month"):
        if kind in request.args:
            return f"{kind} {request.args[kind]}{page}"
    if "q" in request.args:
        return f"search {request.args['q']}"
    if "sort" in request.args:
        return request.args["sort"]
    return f"paper {request.path.removeprefix('/api/papers/')}"


def row(number: int, *, day: str | None = None, upvotes: int = 3) -> Row:
    """A row of a list: paper ``2503.NNNNN`` titled ``Paper number N``, listed on ``day``."""
    paper: Row = {
        "id": f"2503.{number:05}",
        "title": f"Paper number {number} on\nzygomorphic attention",
        "summary": f"The abstract of\npaper {number}.",
        "authors": [{"_id": "6a", "name": "Ada Lovelace", "hidden": False}],
        "publishedAt": "2025-03-01T08:02:55.000Z",
        "upvotes": upvotes,
    }
    if day is not None:
        paper["submittedOnDailyAt"] = f"{day}T00:00:00.000Z"
    return {"paper": paper, "title": paper["title"], "numComments": 1}


def details(number: int, *, models: int = 1) -> Row:
    """The details of the same paper: a flat object, with what is linked to it."""
    linked = [{"id": f"ada/model-{n}", "likes": 3} for n in range(models)]
    return {**row(number)["paper"], "linkedModels": linked, "numTotalModels": models}
