"""What a person saved of Hugging Face Papers: answers of the API, and the data inside a page."""

import html
from collections.abc import Iterator
from datetime import date
from itertools import chain

from tui.papers.identity import title_key
from tui.sources.huggingface.json_values import BrokenJsonError, decoded, values_up_to_break
from tui.sources.huggingface.rows import paper_in
from tui.sources.huggingface.values import JsonObject, day
from tui.sources.item import Found, Skipped

_ATTRIBUTE = "data-props="
_PAGE_SOURCE = "page"


def read_answers(body: bytes, *, listed_on: date | None = None) -> Iterator[Found | Skipped]:
    """The papers of saved answers: a list of rows, one paper's details, or several of either.

    They may stand one after the other, as in a file of JSON lines. ``listed_on`` is the list day of
    rows that name none, not of details. What follows a break is ``Skipped``.
    """
    rows = chain.from_iterable(
        map(_rows_of_answer, values_up_to_break(body.decode(errors="replace")))
    )
    try:
        for number, row in enumerate(rows, start=1):
            is_of_a_list = isinstance(row, dict) and "paper" in row
            yield paper_in(row, f"row {number}", listed_on=listed_on if is_of_a_list else None)
    except BrokenJsonError as error:
        yield Skipped("the end", f"The answer breaks off there: {error}.")


def read_page_data(page: str, *, listed_on: date | None = None) -> Iterator[Found | Skipped]:
    """The papers in the data that a page of Hugging Face carries for its scripts, each once.

    None when it carries none, as when it was saved in a reader's view. Their source is ``page``.
    ``listed_on`` is the list day of a page for one day that doesn't name it.
    """
    seen: set[str] = set()
    for props in _props(page):
        page_day = (_page_day(props) or listed_on) if _is_of_a_day(props) else None
        for number, row in enumerate(_rows_of_page(props), start=1):
            item = paper_in(row, f"row {number}", listed_on=page_day, source=_PAGE_SOURCE)
            if isinstance(item, Found):
                key = item.paper.arxiv_id or title_key(item.paper.title)
                if key in seen:
                    continue
                seen.add(key)
            yield item


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
    """The rows in an answer; one without any is taken for one row itself."""
    if isinstance(answer, list):
        return answer
    if not isinstance(answer, dict) or "id" in answer:
        return [answer]
    return _rows_of_page(answer)


def _rows_of_page(props: JsonObject) -> list[object]:
    """The rows in a page's data, which may be one itself."""
    if "paper" in props:
        return [props]
    lists = (value for value in props.values() if isinstance(value, list))
    return [row for rows in lists for row in rows if isinstance(row, dict) and "paper" in row]


def _is_of_a_day(props: JsonObject) -> bool:
    """Whether a page is a day's list, not that of a week or a month, nor what is trending."""
    return "dailyPapers" in props and props.get("periodType", "day") == "day"


def _page_day(props: JsonObject) -> date | None:
    return day(props.get("dateString")) or day(props.get("date"))
