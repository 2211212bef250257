import time
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given

from tests.hostile import HOSTILE_TEXTS
from tests.papers.strategies import texts
from tui.papers.links import (
    find_links,
    link_kind,
    numbered_links,
    paper_page_url,
    pdf_url,
    safe_url,
)
from tui.papers.paper import Link, LinkKind, Paper


@pytest.mark.parametrize(
    ("prose", "urls"),
    [
        ("Code is at https://github.com/x/y.", ["https://github.com/x/y"]),
        ("(see https://github.com/x/y.)", ["https://github.com/x/y"]),
        ("at (https://github.com/x/y), and", ["https://github.com/x/y"]),
        ("found at github.com/x/Y.", []),
        ("at www.github.com/x/y!", []),
        ("page: mega.github.io/demo-page.", []),
        (r"\href{https://github.com/x/y}{https://github.com/x/y}", ["https://github.com/x/y"]),
        (r"\url{https://github.com/x/a\_b}\footnote{z}", ["https://github.com/x/a_b"]),
        ("https://en.org/wiki/A_(b) and", ["https://en.org/wiki/A_(b)"]),
        ('https://a.org/x[1], "https://b.org/y"', ["https://a.org/x[1]", "https://b.org/y"]),
        ("https://a.org/x,https://b.org/y", ["https://a.org/x", "https://b.org/y"]),
        ("代码在https://github.com/x/y。", ["https://github.com/x/y"]),
        ("HTTPS://GitHub.com/x/y and http://github.com/x/y/", ["https://GitHub.com/x/y"]),
        ("https://lab.org/paper.pdf", ["https://lab.org/paper.pdf"]),
        ("https://doi.org/10.5281/zenodo.15209510", ["https://doi.org/10.5281/zenodo.15209510"]),
        ("available at Github.", []),
        ("on https://github.com/ or github.com/ or https://huggingface.co", []),
        ("https://arxiv.org/abs/2501.00663, https://doi.org/10.1000/182", []),
        ("mail me@github.com/x/y, evilgithub.com/x/y, a-github.com/x/y", []),
        ("ftp://a.org/x, javascript:alert(1), http://", []),
        ("https://user:password@github.com/x/y", []),
        ("https://a.org/" + "x" * 3000, []),
        ("", []),
    ],
)
def test_links_are_found_in_prose(prose: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(prose)] == urls


def test_no_prose_has_no_links() -> None:
    assert find_links(None) == ()


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "http://a.b/" + ")(" * 5000, "github.com/" * 900])
def test_hostile_prose_takes_little_time_and_gives_safe_links(text: str) -> None:
    started = time.process_time()
    for link in find_links(text):
        assert safe_url(link.url) == link.url
    assert time.process_time() - started < 1


@given(texts, texts)
def test_links_between_hostile_texts_are_safe_and_unique(before: str, after: str) -> None:
    found = find_links(f"{before} https://github.com/x/y {after} github.com/x/y")
    assert [link.url for link in found].count("https://github.com/x/y") == 1
    assert all(safe_url(link.url) == link.url for link in found)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/x/y", "code"),
        ("http://www.GitHub.com/x/y/tree/main?tab=readme#top", "code"),
        ("https://github.com/x/y/blob/main/paper.pdf", "code"),
        ("https://gist.github.com/x/0123", "code"),
        ("https://gitlab.com/group/x", "code"),
        ("https://gitlab.inria.fr/group/x", "code"),
        ("https://bitbucket.org/x/y", "code"),
        ("https://codeberg.org/x/y", "code"),
        ("https://sourceforge.net/projects/x", "code"),
        ("https://sourceforge.net/", "project"),
        ("https://github.com", "project"),
        ("https://github.com/x", "project"),
        ("https://github.com/topics/x", "project"),
        ("https://huggingface.co/x/y", "model"),
        ("https://hf.co/x/y", "model"),
        ("https://huggingface.co/datasets/x/y", "dataset"),
        ("https://huggingface.co/spaces/x/y", "space"),
        ("https://x-y.hf.space/", "space"),
        ("https://huggingface.co/x", "project"),
        ("https://huggingface.co/spaces/x", "project"),
        ("https://huggingface.co/papers/2501.00663", "project"),
        ("https://huggingface.co/collections/x/y", "project"),
        ("https://mega-tts.github.io/demo-page", "project"),
        ("https://lab.org/paper.PDF", "pdf"),
        ("https://arxiv.org/pdf/2501.00663", "pdf"),
        ("https://arxiv.org/abs/2501.00663", "project"),
        ("https://arxiv.org", "project"),
        ("https://lab.org/?file=x.pdf", "project"),
    ],
)
def test_a_link_is_told_by_its_host_and_path(url: str, kind: str) -> None:
    assert link_kind(url) == kind


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.org/x?y=z#w", "https://a.org/x?y=z#w"),
        (" HTTP://a.org ", "http://a.org"),
        ("https://bücher.example/é", "https://bücher.example/é"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://localhost:8080", "https://localhost:8080"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("//a.org", None),
        ("https:///x", None),
        ("https://", None),
        ("https://.", None),
        ("https://-x", None),
        ("https://github.com@evil.org/", None),
        ("https://a.org\\@b.org", None),
        ("https://a.org/a b", None),
        ("https://a.org/a\nb", None),
        ("https://a.org/\u202ex", None),
        ("https://a.org/\x1b[31m", None),
        ("https://a.org:port/", None),
        ("https://[::1/", None),
        ("https://a.org/" + "x" * 2000, None),
    ],
)
def test_only_plain_web_addresses_are_safe(url: str, safe: str | None) -> None:
    assert safe_url(url) == safe


@pytest.mark.parametrize(
    ("paper", "url"),
    [
        (Paper("x", arxiv_id="2501.00663", doi="10.1000/1"), "https://arxiv.org/abs/2501.00663"),
        (Paper("x", doi="10.1000/a<b>(c)"), "https://doi.org/10.1000/a%3Cb%3E(c)"),
        (
            Paper("What & why? C++"),
            "https://arxiv.org/search/?query=What+%26+why%3F+C%2B%2B&searchtype=title",
        ),
    ],
)
def test_every_paper_has_a_page(paper: Paper, url: str) -> None:
    assert paper_page_url(paper) == url


@pytest.mark.parametrize("title", HOSTILE_TEXTS)
def test_the_page_of_a_hostile_title_is_a_safe_search(title: str) -> None:
    url = paper_page_url(Paper(title))
    assert safe_url(url) == url or len(title) > 50
    assert parse_qs(urlsplit(url).query)["searchtype"] == ["title"]


def test_a_paper_as_pdf_is_arxivs_or_its_first_pdf_link() -> None:
    pdf = Link(LinkKind.PDF, "https://lab.org/x.pdf")
    assert pdf_url(Paper("x", arxiv_id="2501.00663", links=(pdf,))) == (
        "https://arxiv.org/pdf/2501.00663"
    )
    assert pdf_url(Paper("x", links=(pdf,))) == "https://lab.org/x.pdf"
    assert pdf_url(Paper("x")) is None


def test_numbered_links_begin_with_the_code() -> None:
    project = Link(LinkKind.PROJECT, "https://x.github.io")
    first, second = (Link(LinkKind.CODE, f"https://github.com/x/{name}") for name in "ba")
    paper = Paper("x", links=(project, first, second))
    assert numbered_links(paper) == (first, second, project)


def test_what_others_made_of_a_paper_is_numbered_after_the_links_of_its_authors() -> None:
    links = [Link(kind, f"https://x.org/{kind}") for kind in LinkKind]
    numbered = [link.kind.value for link in numbered_links(Paper("x", links=tuple(links)))]
    assert numbered == ["code", "project", "pdf", "model", "dataset", "space"]
