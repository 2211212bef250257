"""CSL-JSON as citation processors and papertui itself write it."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.sample import FULL, format_text
from tests.hostile import HOSTILE_TEXTS
from tests.sources.bibliography.outcome import (
    EXPORTED,
    FOLDER,
    assert_reads_back,
    code_links,
    read_back,
)
from tui.errors import PapertuiError
from tui.export.csl import render
from tui.export.text import plain
from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage
from tui.sources.bibliography.csl import read_csl
from tui.sources.item import BrokenOff, Found, Skipped


def test_items_are_read_and_bad_ones_skipped() -> None:
    first, text, untitled, odd, last = read_csl((FOLDER / "items.json").read_bytes())
    assert first == Found(
        Paper(
            title="On E. coli & H2O for a<b",
            abstract="Short.",
            arxiv_id="1706.03762",
            doi="10.1177/0269881116652578",
            authors=tuple(
                map(
                    Author,
                    ("Rafael G dos Santos", "Regina de Oliveira Jr.", "Africa News"),
                )
            ),
            keywords=("plants", "brews", "x"),
            comment="arXiv:1706.03762 [cs]",
            venue="Journal of X",
            published_on=date(2016, 12, 1),
            sources=("csl",),
        ),
        Triage(note="Mine."),
    )
    assert isinstance(text, Skipped)
    assert text.where == "item 2"
    assert text.reason.startswith("It is no CSL item: Expected `object`, got `str`")
    assert untitled == Skipped("item 3", "It has no title.")
    assert isinstance(odd, Found)
    assert odd.paper.published_on == date(1998, 7, 12)
    assert last == Found(
        Paper(
            "Dated",
            published_on=date(2020, 5, 1),
            links=(Link(LinkKind.PROJECT, "https://lab.org/p"),),
            sources=("csl",),
        )
    )


def test_what_papertui_exports_reads_back() -> None:
    read = read_back(read_csl(render(EXPORTED).encode()))
    for entry, found in zip(EXPORTED, read, strict=True):
        assert_reads_back(entry, found)
        assert found.paper.published_on == entry.paper.published_on
    assert code_links(read[0].paper) == code_links(FULL.paper)


@settings(max_examples=100)
@given(format_text)
def test_any_text_reads_back_as_it_was_exported(text: str) -> None:
    body = render([Entry(1, Paper("x", abstract=text, venue="Nature"))]).encode()
    [found] = read_back(read_csl(body))
    assert (found.paper.abstract, found.paper.venue) == (plain(text) or None, "Nature")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "It is no JSON of papers"),
        (b'{"type": "array", "items": {"type": "object"}}', "It has no title"),
        (b'{"type": "array"}', "It has no title"),
        (b'[{"title": "a"}, {"ti', "The list breaks off there: it is not closed."),
        (b"[" * 1_000_000, "nested more than 500 levels deep"),
        (b'[{"title": "' + b"x" * 10_000_000 + b'"}]', "longer than 10,000,000 bytes"),
        (b'["\xff"]', "It is no CSL item"),
        (bytes(50_000_001), "larger than 50,000,000 bytes"),
    ],
    ids=["empty", "schema", "object", "cut off", "nested", "long", "bytes", "large"],
)
def test_what_is_no_list_of_items_is_refused_with_a_sentence(body: bytes, sentence: str) -> None:
    try:
        told = " ".join(item.reason for item in read_csl(body) if isinstance(item, Skipped))
    except PapertuiError as error:
        told = str(error)
    assert sentence in told


def test_a_single_item_is_read_as_publishers_send_it() -> None:
    [found] = read_back(read_csl(b'{"type": "article", "title": "One",\n "DOI": "10.1000/1"}'))
    assert (found.paper.title, found.paper.doi) == ("One", "10.1000/1")


def test_what_came_before_a_break_is_kept() -> None:
    found, told = read_csl(b'{"items": [{"title": "a"}, {"ti')
    assert isinstance(found, Found)
    assert isinstance(told, BrokenOff)


def test_a_number_too_large_spoils_only_its_item() -> None:
    skipped, found = read_csl(b'[{"title": ' + b"9" * 5000 + b'}, {"title": "next"}]')
    assert isinstance(skipped, Skipped)
    assert isinstance(found, Found)


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["date-parts", "raw", "family", "code"]), inner)
    ),
    max_leaves=6,
)
FIELDS = ("title", "author", "issued", "DOI", "URL", "keyword", "custom", "categories", "annote")


@settings(max_examples=100)
@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), values) | values, max_size=3))
def test_values_of_any_type_raise_nothing(items: list[Any]) -> None:
    with suppress(PapertuiError):
        list(read_csl(json.dumps(items).encode()))


@settings(max_examples=50)
@given(st.binary(max_size=30))
def test_no_bytes_raise_anything_but_an_error_of_papertui(body: bytes) -> None:
    for attempt in (body, b"[" + body + b"]", b'[{"title": "' + body + b'"}]'):
        with suppress(PapertuiError):
            list(read_csl(attempt))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_is_read(text: str) -> None:
    item = dict.fromkeys(FIELDS, text) | {"title": f"x {text}", "author": [{"family": text}]}
    with suppress(PapertuiError):
        list(read_csl(json.dumps([item]).encode()))
