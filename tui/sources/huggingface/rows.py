"""Rows of Hugging Face's paper lists, and one paper's details.

``GET /api/daily_papers`` and ``/api/papers/search`` wrap each paper in a row: ``{"paper": {…},
"numComments": 3, …}``; ``/api/papers`` and ``/api/papers/{id}`` give it bare. What the row and the
paper both have is taken from the paper: the row's ``publishedAt`` is hours or days off.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from tui.errors import PapertuiError
from tui.papers.identity import arxiv_id_in
from tui.papers.links import find_links, link_key
from tui.papers.paper import Link, LinkKind, Paper
from tui.sources.huggingface import values
from tui.sources.huggingface.json_values import BrokenJsonError, decoded, values_up_to_break
from tui.sources.huggingface.values import JsonObject
from tui.sources.item import BrokenOff, Found, Skipped

Value = TypeVar("Value")

_SOURCE = "hf"
_HUB = "https://huggingface.co"
_MOST_LINKED = 30
_LINKED = (
    ("linkedModels", LinkKind.MODEL, ""),
    ("linkedDatasets", LinkKind.DATASET, "datasets/"),
    ("linkedSpaces", LinkKind.SPACE, "spaces/"),
)


class HuggingFaceError(PapertuiError):
    """Hugging Face answered with something other than papers."""


def read_rows(body: bytes, *, listed_on: date | None = None) -> Iterator[Found | Skipped]:
    """The papers of a JSON array of rows.

    ``listed_on`` is the list day of rows that name none. Of an array that is broken or cut off the
    rows before the break are read, and the break is ``Skipped``. HuggingFaceError when the body is
    no array.
    """
    try:
        rows = decoded(body)
    except BrokenJsonError:
        rows = None
    if rows is None:
        yield from read_values(body, listed_on=listed_on)
    elif isinstance(rows, list):
        yield from papers_in(rows, listed_on=listed_on)
    else:
        raise HuggingFaceError(f"Hugging Face sent no list of papers{_said(rows)}.", "Try later.")


def read_details(body: bytes) -> Found | Skipped:
    """The paper of ``GET /api/papers/{id}``, with its linked models, datasets and spaces as links.

    Of each kind at most 30 are kept. A body that is no paper is ``Skipped``.
    """
    try:
        details = decoded(body)
    except BrokenJsonError as error:
        return Skipped("the answer", f"It is not JSON: {error}.")
    if not isinstance(details, dict) or "id" not in details:
        return Skipped("the answer", f"It is no paper{_said(details)}.")
    return paper_in(details, "the answer")


def read_values(body: bytes, *, listed_on: date | None = None) -> Iterator[Found | Skipped]:
    """The papers of rows and details that stand in an array, or one after the other."""
    text = body.decode("utf-8", "replace")
    try:
        yield from papers_in(values_up_to_break(text), listed_on=listed_on)
    except BrokenJsonError as error:
        yield BrokenOff("the end", f"The list breaks off there: {error}.")


def papers_in(
    rows: Iterable[object], *, listed_on: date | None = None, source: str = _SOURCE
) -> Iterator[Found | Skipped]:
    """The papers of decoded rows; a row without id or title is ``Skipped``."""
    for number, row in enumerate(rows, start=1):
        yield paper_in(row, f"row {number}", listed_on=listed_on, source=source)


def paper_in(
    row: object, where: str, *, listed_on: date | None = None, source: str = _SOURCE
) -> Found | Skipped:
    """The paper of one row or of one paper's details."""
    if not isinstance(row, dict):
        return Skipped(where, "It is not a JSON object.")
    inner = row.get("paper", row)
    if not isinstance(inner, dict):
        return Skipped(where, "“paper” is not a JSON object.")
    printed_id = values.line(inner.get("id"))
    title = values.line(inner.get("title")) or values.line(row.get("title"))
    if printed_id is None or title is None:
        return Skipped(where, f"It has no “{'id' if printed_id is None else 'title'}”.")
    return Found(_paper(inner, row, printed_id, title, listed_on, source))


def _paper(
    inner: JsonObject,
    outer: JsonObject,
    printed_id: str,
    title: str,
    listed_on: date | None,
    source: str,
) -> Paper:
    def either(field: str, read: Callable[[object], Value | None]) -> Value | None:
        value = read(inner.get(field))
        return read(outer.get(field)) if value is None else value

    abstract = either("summary", values.prose)
    return Paper(
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id_in(printed_id),
        authors=values.authors(inner.get("authors")),
        keywords=values.lines(inner.get("ai_keywords")) or values.lines(outer.get("ai_keywords")),
        organization=either("organization", values.name),
        published_on=values.day(inner.get("publishedAt")),
        listed_on=either("submittedOnDailyAt", values.day) or listed_on,
        upvotes=either("upvotes", values.count),
        stars=either("githubStars", values.count),
        num_comments=either("numComments", values.count),
        ai_summary=either("ai_summary", values.prose),
        submitter=either("submittedOnDailyBy", values.name) or either("submittedBy", values.name),
        links=_links(
            either("githubRepo", values.address),
            either("projectPage", values.address),
            (*_linked(inner), *find_links(abstract)),
        ),
        sources=(source,),
    )


def _links(code: str | None, project: str | None, others: Iterable[Link]) -> tuple[Link, ...]:
    """Each page once: the repository, the project page, what is linked, what the abstract names."""
    links: dict[str, Link] = {}
    if code:
        links[link_key(code)] = Link(LinkKind.CODE, code)
    if project:
        links.setdefault(link_key(project), Link(LinkKind.PROJECT, project))
    for link in others:
        links.setdefault(link_key(link.url), link)
    return tuple(links.values())


def _linked(details: JsonObject) -> Iterator[Link]:
    """The models, datasets and spaces that name the paper."""
    for field, kind, folder in _LINKED:
        linked = details.get(field)
        for item in linked[:_MOST_LINKED] if isinstance(linked, list) else ():
            name = item.get("id") if isinstance(item, dict) else None
            url = values.address(f"{_HUB}/{folder}{name}") if isinstance(name, str) else None
            if url:
                yield Link(kind, url)


def _said(answer: object) -> str:
    """What an answer says is wrong, after a colon."""
    said = values.line(answer.get("error")) if isinstance(answer, dict) else None
    return f": {said[:200]}" if said else ""
