"""XML that breaks off, that attacks, and that is none."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tests.sources.arxiv.fixture import entry, feed, fixture, papers_of
from tui.errors import PapertuiError
from tui.sources.arxiv import ArxivError
from tui.sources.arxiv.atom import atom_total, read_atom
from tui.sources.arxiv.feed import read_feed
from tui.sources.arxiv.oai import read_oai, resumption_token
from tui.sources.item import BrokenOff, Found, Skipped

READERS: tuple[Callable[[bytes], Iterator[Found | Skipped]], ...] = (read_atom, read_feed, read_oai)
OPEN = b'<feed xmlns="http://www.w3.org/2005/Atom">'
LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)


def test_what_came_before_a_break_is_kept_and_the_break_is_told() -> None:
    body = feed(entry(number=1), "\n", entry(number=2), "\n", entry(number=3))
    one, two, told = read_atom(body[: body.rindex(b"</entry>")])
    assert [paper.arxiv_id for paper in papers_of([one, two])] == ["2501.00001", "2501.00002"]
    assert told == BrokenOff("line 3", "It breaks off here.")


@pytest.mark.parametrize("name", ["api_2026.xml", "feed.rss", "oai.xml"])
def test_wherever_an_answer_breaks_off_nothing_is_invented(name: str) -> None:
    whole = fixture(name)
    read = {"api_2026.xml": read_atom, "feed.rss": read_feed, "oai.xml": read_oai}[name]
    papers = [item for item in read(whole) if isinstance(item, Found)]
    start = whole.index(b">", whole.index(b"xmlns")) + 1
    for length in range(start, len(whole.rstrip()) - 1, 97):
        *before, told = read(whole[:length])
        found = [item for item in before if isinstance(item, Found)]
        assert found == papers[: len(found)]
        assert isinstance(told, Skipped)
        assert told.reason == "It breaks off here."


def test_broken_xml_in_the_middle_is_told_with_its_line() -> None:
    _found, told = read_atom(feed(entry(), "\n", entry("<summary>&nbsp;</summary>")))
    assert told == BrokenOff("line 2", "The XML is broken here: undefined entity.")


@pytest.mark.parametrize(
    "prolog", [LAUGHS, b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'>", b"<!DOCTYPE html>"]
)
def test_document_types_and_entities_are_refused(prolog: bytes) -> None:
    with pytest.raises(ArxivError, match="declares a document type or entities"):
        list(read_atom(prolog + feed(entry("<summary>&lol9;</summary>"))))


def test_deep_nesting_ends_the_reading() -> None:
    *_, told = read_atom(feed(entry()).removesuffix(b"</feed>") + b"<a>" * 100_000)
    assert told == BrokenOff("line 1", "It is nested more than 64 levels deep.")


def test_an_entry_of_a_million_elements_ends_the_reading() -> None:
    [told] = read_atom(feed(entry("<author/>" * 1_000_000)))
    assert told == BrokenOff("line 1", "An entry has more than 200,000 elements.")


def test_a_huge_attribute_does_no_harm() -> None:
    started = time.process_time()
    body = feed(f'<x a="{"y" * 5_000_000}"/>', entry())
    assert len(papers_of(read_atom(body))) == 1
    assert time.process_time() - started < 2


def test_an_answer_larger_than_its_bound_is_refused() -> None:
    with pytest.raises(ArxivError, match=re.escape("larger than 50,000,000 bytes")):
        list(read_atom(bytes(50_000_001)))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Rate exceeded.",
        b"Retry after 10 seconds",
        b"<!doctype html><p>",
        b"\x1f\x8b\x08",
        b'<?xml version="1.0" encoding="klingon"?>' + OPEN,
    ],
)
def test_what_is_no_xml_is_refused_with_a_sentence(body: bytes) -> None:
    for read in READERS:
        with pytest.raises(ArxivError, match="arXiv's answer is not XML"):
            list(read(body))


def test_another_document_is_refused_by_the_name_of_its_root() -> None:
    for read in READERS:
        with pytest.raises(ArxivError, match="it holds <html>"):
            list(read(b"<html><body>Bad gateway</body></html>"))


def test_utf_16_is_read() -> None:
    body = feed(entry("<summary>漢</summary>")).decode().encode("utf-16")
    [paper] = papers_of(read_atom(body))
    assert paper.abstract == "漢"


def test_utf_8_that_says_it_is_utf_16_is_read() -> None:
    prolog = b'<?xml version="1.0" encoding="utf-16"?>'
    [paper] = papers_of(read_atom(prolog + feed(entry("<summary>漢</summary>"))))
    assert paper.abstract == "漢"
    latin = prolog.replace(b"utf-16", b"iso-8859-1") + feed(entry("<summary>x</summary>"))
    [paper] = papers_of(read_atom(latin.replace(b">x<", b">\xe9<")))
    assert paper.abstract == "é"


PIECES = st.sampled_from(
    [
        OPEN,
        b"</feed>",
        b"<rss>",
        b"<item>",
        b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">',
        b"<record>",
        b"<metadata>",
        b"<authors><author/>",
        b"<entry>",
        b"</entry>",
        b"<id>http://arxiv.org/abs/2501.00663</id>",
        b"<title>T</title>",
        b"<!DOCTYPE a [",
        b"<![CDATA[",
        b"<?x ?>",
        b"&#0;",
        b"&amp;",
        b"\xff",
        b"\xff\xfe",
        b' a="',
        b"<error code='x'/>",
    ]
)


@settings(max_examples=100)
@given(st.lists(PIECES | st.binary(max_size=20), max_size=12).map(b"".join))
def test_no_bytes_raise_anything_but_the_errors_of_papertui(body: bytes) -> None:
    for read in (*READERS, _total, _token):
        with suppress(PapertuiError):
            list(read(body))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_in_every_field_is_read(text: str) -> None:
    escaped = re.sub(r"[^\t\n\r -~]", lambda found: f"&#{ord(found[0])};", text)
    escaped = re.sub(r"&(?!#)|<", lambda found: f"&#{ord(found[0])};", escaped)
    fields = f"<summary>{escaped}</summary><author><name>{escaped}</name></author>"
    for item in read_atom(feed(entry(fields))):
        assert isinstance(item, Found | Skipped)


def _total(body: bytes) -> Iterator[Found | Skipped]:
    atom_total(body)
    yield from ()


def _token(body: bytes) -> Iterator[Found | Skipped]:
    resumption_token(body)
    yield from ()
