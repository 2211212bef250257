"""What a person saved of Hugging Face Papers: answers of the API, and the data inside a page."""

import html
from collections.abc import Iterator
from datetime import date
from itertools import chain

from tui.sources.huggingface.json_values import BrokenJsonError, decoded, values_up_to_break
from tui.sources.huggingface.rows import paper_in
from tui.sources.huggingface.values import JsonObject, day
from tui.sources.item import Found, Skipped

_ATTRIBUTE = "data-props="
_PAGE_SOURCE = "page"


def read_answers(body: bytes, *, listed_on: date | None = None) -> Iterator[Found | Skipped]:
    """The papers of saved answers: a list of rows, one paper's details, or several of either.

    They may stand one after the other, as in a file of JSON lines. What follows a break is
    ``Skipped``.
    """
    rows = chain.from_iterable(
        map(_rows_of_answer, values_up_to_break(body.decode(errors="replace")))
    )
    try:
        for number, row in enumerate(rows, start=1):
            yield paper_in(row, f"row {number}", listed_on=listed_on)
    except BrokenJsonError as error:
        yield Skipped("the end", f"The answer breaks off there: {error}.")


def read_page_data(page: str, *, listed_on: date | None = None) -> Iterator[Found | Skipped]:
    """The papers in the data that a page of Hugging Face carries for its scripts, each once.

    None when it carries none, as when it was saved in a reader's view. Their source is ``page``.
    """
    seen: set[str | None] = set()
    for props in _props(page):
        page_day = _page_day(props) or listed_on
        for number, row in enumerate(_rows_of_answer(props), start=1):
            item = paper_in(row, f"row {number}", listed_on=page_day, source=_PAGE_SOURCE)
            if isinstance(item, Skipped) or item.paper.arxiv_id not in seen:
                yield item
            if isinstance(item, Found):
                seen.add(item.paper.arxiv_id)


def _props(page: str) -> Iterator[JsonObject]:
    """What the attributes ``data-props`` hold, as far as papers are in it."""
    place = page.find(_ATTRIBUTE)
    while place >= 0:
        start = place + len(_ATTRIBUTE) + 1
        end = page.find(page[start - 1 : start] or " ", start)
        props = page[start:end] if end > 0 else ""
        if "paper" in props:
            yield from _decoded_props(props)
        place = page.find(_ATTRIBUTE, max(start, end))


def _decoded_props(props: str) -> Iterator[JsonObject]:
    try:
        value = decoded(html.unescape(props).encode("utf-8", "replace"))
    except BrokenJsonError:
        return
    if isinstance(value, dict):
        yield value


def _rows_of_answer(answer: object) -> list[object]:
    """The rows in an answer or a page's data; an answer without any is taken for one row itself."""
    if isinstance(answer, list):
        return answer
    if not isinstance(answer, dict) or "id" in answer or "paper" in answer:
        return [answer]
    lists = (value for value in answer.values() if isinstance(value, list))
    return [row for rows in lists for row in rows if isinstance(row, dict) and "paper" in row]


def _page_day(props: JsonObject) -> date | None:
    """The list day of a page for one day; none of a week's, a month's or a trending one."""
    if props.get("periodType", "day") != "day":
        return None
    return day(props.get("dateString")) or day(props.get("date"))
