"""Papers as rows of the database."""

import json

from hypothesis import given

from tests.papers.strategies import papers
from tui.papers.paper import Paper
from tui.storage.paper_row import COLUMNS, decode_paper, encode_ids, encode_paper


@given(papers)
def test_a_row_gives_the_paper_back(paper: Paper) -> None:
    row = encode_paper(paper)
    assert len(row) == len(COLUMNS)
    assert decode_paper(row) == paper


@given(papers)
def test_lists_are_kept_as_the_shortest_json(paper: Paper) -> None:
    row = dict(zip(COLUMNS, encode_paper(paper), strict=True))
    lists = {
        "authors": [author.name for author in paper.authors],
        "keywords": list(paper.keywords),
        "links": [(link.kind, link.url) for link in paper.links],
    }
    for column, items in lists.items():
        assert row[column] == json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def test_numbers_are_asked_for_as_json() -> None:
    assert [encode_ids([]), encode_ids([1]), encode_ids(range(2, 5))] == ["[]", "[1]", "[2,3,4]"]
