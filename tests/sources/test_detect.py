import json
import time
from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.errors import PapertuiError
from tui.sources.detect import FORMATS, FileFormat, detect_format

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
FEED = '<feed xmlns="http://www.w3.org/2005/Atom">'


def head(path: Path) -> str:
    return path.read_text(encoding="utf-8")[:4000]


def test_every_format_has_words_for_people() -> None:
    assert list(FORMATS) == list(get_args(FileFormat))
    assert all(FORMATS.values())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("seeds/000_b3343398818b8c8c.txt", "page"),
        ("tests/fixtures/page_two_days.txt", "page"),
        ("tests/fixtures/page_daily.md", "page"),
        ("tests/fixtures/page_trending.md", "page"),
        ("tests/fixtures/page_daily.html", "html"),
        ("tests/fixtures/hf_daily.json", "hf"),
        ("tests/fixtures/papers.jsonl", "jsonl"),
    ],
)
def test_a_format_is_told_by_its_content(path: str, name: str) -> None:
    assert detect_format(head(ROOT / path), "-") == name
    assert detect_format("\ufeff\n" + head(ROOT / path), "misnamed.csv") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<HTML><body>", "html"),
        ("<!-- saved --><!DOCTYPE html SYSTEM 'x'><html>", "html"),
        ("<div><article>", "html"),
        (f"<?xml version='1.0'?>\n<!-- x -->{FEED}<id>http://arxiv.org/api/x</id>", "atom"),
        (f"{FEED}<id>http://rss.arxiv.org/atom/cs.AI</id>", "feed"),
        ("<rss version='2.0'><channel>", "feed"),
        ("<rdf:RDF xmlns:rdf='x'>", "feed"),
        ('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">', "oai"),
        ("% refs\n@Article{x, title={y}}", "bibtex"),
        ("@STRING ( jean={Jean} )", "bibtex"),
        ("\n\nTY  - JOUR\nTI  - x\nER  - \n", "ris"),
        ("2501.00663\nhttps://arxiv.org/abs/2501.00664v2\n# later\nmath/0309136", "ids"),
        ('[{"type": "article", "author": [{"family": "x"}]}]', "csl"),
        ('{"items": [{"type": "book"}]}', "csl"),
        ('{"id":"0704.0001","submitter":"x","authors":"x","title":"x","versions":[],', "snapshot"),
        ('[{"title": "x", "upvotes": 3, "id": 1}]', "jsonl"),
        ('{"query": "x", "papers": [{"title": "x"}]}', "jsonl"),
        ('{"abstract": "no title"}\n{"title": "x"}', "jsonl"),
        ('{"id": "2501.00663", "title": "x", "publishedAt": "x", "linkedModels": []}', "hf"),
        ('[{"paper": {"id": "2501.00663", "title": "cut off in the mid', "hf"),
    ],
)
def test_a_few_words_of_it_tell_a_format(text: str, name: str) -> None:
    assert detect_format(text, "-") == name


def test_a_row_with_thousands_of_authors_is_still_known() -> None:
    row = {"paper": {"authors": [{"name": f"Author {n}"} for n in range(5000)], "id": "2501.00663"}}
    assert detect_format(json.dumps([row])[:10_000], "-") == "hf"


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("papers.jsonl", "jsonl"),
        ("PAPERS.NDJSON", "jsonl"),
        ("refs.bib", "bibtex"),
        ("refs.RIS", "ris"),
    ],
)
def test_the_ending_decides_where_the_content_does_not(name: str, format: str) -> None:
    assert detect_format("broken first line\n", name) == format


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\ufeff \n", "is empty"),
        ("PK\x03\x04\x00\x00", "is not text"),
        ("%PDF-1.7", "is a PDF"),
        ("<svg>", "is HTML or XML of another kind"),
        ("<?xml <?xml <", "is HTML or XML of another kind"),
        ('[1, {"x": 1}]', "is JSON, but not of papers"),
        ('{\n "$schema": "x", "type": "array", "items": {}}', "is JSON, but not of papers"),
        ("title,abstract\nx,y", "no title followed by an abstract"),
        ("@mention (of somebody)", "no title followed by an abstract"),
    ],
)
def test_what_can_not_be_read_is_an_error_that_says_why(text: str, reason: str) -> None:
    with pytest.raises(PapertuiError, match=reason) as raised:
        detect_format(text, "some.file")
    assert raised.value.message.startswith("some.file ")
    assert "JSONL" in raised.value.hint


@pytest.mark.parametrize("piece", ['\\"', "\\", '"', "{", '{"', "[", ":"])
def test_what_is_never_closed_takes_no_longer_than_it_is_long(piece: str) -> None:
    started = time.process_time()
    for head in ('{"', '{"a": "', "["):
        with suppress(PapertuiError):
            detect_format(head + piece * 60_000, "x")
    assert time.process_time() - started < 2


_PIECES = ["{", "[", "<", "<?", "<!--", "@a{", "TY  - ", "2501.00663", '"paper":', '"', "\n", ":"]


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*_PIECES, *HOSTILE_TEXTS]), max_size=8).map("".join))
def test_any_text_is_a_format_or_an_error(text: str) -> None:
    with suppress(PapertuiError):
        assert detect_format(text, "x") in FORMATS
