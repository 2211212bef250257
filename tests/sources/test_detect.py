import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tui.errors import PapertuiError
from tui.export import markdown, table
from tui.papers.paper import Entry, Triage
from tui.sources.detect import FORMATS, FileFormat, detect_format
from tui.sources.starter import read_starter

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


READING_LIST = """Reading list, please look at these:
https://arxiv.org/abs/2605.29801 - nice
see also https://huggingface.co/papers/2605.30263v2, and 2605.29250
"""


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (READING_LIST, "ids"),
        ("# To read\n\n- [Titans](https://arxiv.org/abs/2501.00663): memory\n", "ids"),
        ("### [Titans](https://huggingface.co/papers/2501.00663)\n", "page"),
        (
            "vLLM: Serving\nhttps://hf.co/papers/2512.00001\niGPT Two\nhttps://hf.co/papers/2512.00002",
            "page",
        ),
    ],
)
def test_words_around_ids_on_most_lines_are_a_list_unless_they_are_cards(
    text: str, format: str
) -> None:
    assert detect_format(text, "-") == format


TEXTS = ["LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml"]


@pytest.mark.parametrize("path", [*(ROOT / name for name in TEXTS), *ROOT.glob("tui/sources/*.py")])
def test_documents_and_source_code_are_no_pages(path: Path) -> None:
    with pytest.raises(PapertuiError, match="is no page, bibliography or list of papers"):
        detect_format(path.read_text("utf-8"), path.name)


@pytest.mark.parametrize("form", [markdown.render, table.render])
def test_what_papertui_exports_to_be_read_is_no_page(
    form: Callable[[Sequence[Entry]], str],
) -> None:
    papers = list(read_starter())
    cited = [replace(paper, arxiv_id=f"2501.{n:05}") for n, paper in enumerate(papers)]
    bare = [replace(paper, abstract=None) for paper in cited]
    for chosen in (papers, cited, bare):
        entries = [Entry(n, paper, Triage()) for n, paper in enumerate(chosen, start=1)]
        with pytest.raises(PapertuiError, match="is no page, bibliography or list of papers"):
            detect_format(form(entries), "-")


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
        ("title,abstract\nx,y", "is no page, bibliography or list of papers."),
        ("@mention (of somebody)", "is no page, bibliography or list of papers."),
        ("root:x:0:0:root:/root:/bin/bash\n", "is no page, bibliography or list of papers."),
        ("a\nb\narXiv:2501.00663", "; --format ids takes the arXiv ids that it names."),
        ("id,url,title\n1,https://arxiv.org/abs/2501.00663,T", "; --format ids takes"),
        ("[tool.x]\ny = 1", "is no page, bibliography or list of papers."),
        ("## [T](https://arxiv.org/abs/2501.00663)\n[a](arxiv.org/abs/2501.00663)", "--format ids"),
        ('[{"a": "https://arxiv.org/abs/2501.00663"}]', "JSON, but not of papers; --format ids"),
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
