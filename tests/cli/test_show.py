"""``papertui show``."""

import json

from tests.cli.command import Run
from tests.hostile import TERMINAL
from tui.cli.cells import cell_width

_RICH = {
    "title": "Learning $O(n^2)$ Things", "arxiv_id": "2501.00663", "doi": "10.1000/182",
    "abstract": "An abstract. " * 20, "authors": ["Ada Lovelace", "Alan Turing"],
    "categories": ["cs.CL"], "keywords": ["memory"], "comment": "12 pages", "organization": "Acme",
    "venue": "NeurIPS", "published_on": "2025-01-02", "listed_on": "2025-01-05", "upvotes": 1234,
    "stars": 56, "links": [{"kind": "code", "url": "https://github.com/a/b"}],
    "sources": ["page"], "tags": ["toread"], "note": "First line\nSecond line", "read": True,
    "bookmarked": True, "archived": True, "num_comments": 12, "submitter": "Grace Hopper",
    "ai_summary": "In short.",
}  # fmt: skip


def test_json_is_one_such_paper_as_a_search_gives(run: Run) -> None:
    [found] = run("search", "loconet", "--format", "json").json["papers"]
    assert run("show", "2", "--format", "json").json == {**found, "score": None}


def test_a_paper_is_shown_with_all_that_is_known_of_it(run: Run) -> None:
    run("import", "-", stdin=json.dumps(_RICH))
    out = run("show", "2501.00663").out
    for text in (
        "Learning O(n²) Things", "Ada Lovelace, Alan Turing", "listed 2025-01-05",
        "published 2025-01-02", "Acme", "NeurIPS", "cs.CL", "▲ 1,234", "★ 56", "bookmarked",
        "read", "archived", "Comment: 12 pages", "Keywords: memory", "Tags: toread",
        "page     https://arxiv.org/abs/2501.00663", "pdf      https://arxiv.org/pdf/2501.00663",
        "12 comments", "submitted by Grace Hopper", "AI summary: In short.",
        "code     https://github.com/a/b", "First line\nSecond line",
    ):  # fmt: skip
        assert text in out


def test_a_paper_is_found_by_number_arxiv_id_link_doi_and_title(run: Run) -> None:
    run("import", "-", stdin=json.dumps(_RICH))
    title = run("show", "56").lines[0]
    for reference in (
        "arXiv:2501.00663v2", "https://arxiv.org/abs/2501.00663", "10.1000/182",
        "learning o(n^2) things",
    ):  # fmt: skip
        assert run("show", reference).lines[0] == title


def test_a_pdf_among_the_links_is_listed_once(run: Run) -> None:
    pdf = "https://example.org/paper.pdf"
    run("import", "-", stdin=json.dumps({"title": "Printed", "links": [pdf]}))
    assert run("show", "printed").out.count(pdf) == 1


def test_prose_is_wrapped_on_a_terminal_only(run: Run) -> None:
    assert max(map(len, run("show", "2").lines)) > 500
    prose = run("show", "2", terminal=True, width=70).out.partition("\npage ")[0]
    assert max(map(cell_width, prose.splitlines()[1:])) <= 70


def test_a_title_of_several_papers_asks_for_the_number(run: Run) -> None:
    two = [json.dumps({"title": "Twins", "doi": f"10.1000/{number}"}) for number in (1, 2)]
    run("import", "-", stdin="\n".join(two))
    finished = run("show", "twins")
    assert finished.code == 1
    assert "means 2 papers" in finished.err
    assert "  56  Twins\n  57  Twins" in finished.err


def test_a_hostile_note_does_not_steer_the_terminal(run: Run) -> None:
    run("mark", "2", "--note", "\n".join(text.replace("\0", "") for text in TERMINAL))
    out = run("show", "2", terminal=True).out
    assert "\x1b]" not in out
    assert "\x1b[31m" not in out
    assert "\x9b" not in out
