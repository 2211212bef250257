"""Plain lists of arXiv ids and links."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.errors import PapertuiError
from tui.papers.paper import Paper
from tui.sources.id_list import holds_ids, lists_ids_among_words, read_ids
from tui.sources.item import Found, Skipped

LIST = """\ufeff# to read
2501.00663v2
https://arxiv.org/abs/1706.03762#section, https://huggingface.co/papers/2403.00001
arXiv: math/0309136   # an old one
10.48550/arXiv.2312.00752;2501.00663
nonsense
"""


def test_ids_and_links_are_papers_each_once_and_the_rest_is_skipped() -> None:
    *found, skipped = read_ids(LIST)
    ids = ["2501.00663", "1706.03762", "2403.00001", "math/0309136", "2312.00752"]
    assert found == [
        Found(Paper(f"arXiv:{arxiv_id}", arxiv_id=arxiv_id, sources=("ids",))) for arxiv_id in ids
    ]
    assert skipped == Skipped("line 6", "“nonsense” is no arXiv id.")


@pytest.mark.parametrize(
    "text", ["", "# only a comment", "Titans: Learning to Memorize", "1234.99999"]
)
def test_what_names_no_id_is_refused(text: str) -> None:
    assert not holds_ids(text)
    assert not lists_ids_among_words(text)
    with pytest.raises(PapertuiError, match="The text names no arXiv ids"):
        list(read_ids(text))


def test_words_around_ids_are_passed_over() -> None:
    text = "Please read:\n(2501.00663) - nice\nalso <arxiv.org/abs/1706.03762>, and 2312.00752."
    assert lists_ids_among_words(text)
    assert not holds_ids(text)
    ids = [item.paper.arxiv_id for item in read_ids(text) if isinstance(item, Found)]
    assert ids == ["2501.00663", "1706.03762", "2312.00752"]
    assert len(list(read_ids(text))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Please read this:\n2501.00663 and tell me",
        "2501.00663 is " + "a very long line " * 40,
        "id,title,arxiv_id\n1,A Title,2501.00663\n2,Another Title,1706.03762",
        "## [Titans](https://arxiv.org/abs/2501.00663)\n\n[PDF](https://arxiv.org/pdf/2501.00663)",
    ],
)
def test_prose_tables_and_sections_that_name_ids_are_no_list_but_can_be_read_as_one(
    text: str,
) -> None:
    assert not holds_ids(text)
    assert not lists_ids_among_words(text)
    assert isinstance(next(iter(read_ids(text))), Found)


def test_a_list_larger_than_its_bound_is_refused() -> None:
    with pytest.raises(PapertuiError, match="longer than 50,000,000 characters"):
        list(read_ids(" " * 50_000_001))


def test_what_is_quoted_is_short_and_clean() -> None:
    _found, skipped = read_ids("2501.00663 \x1b[31m" + "x" * 1000)
    assert isinstance(skipped, Skipped)
    assert "\x1b" not in skipped.reason
    assert len(skipped.reason) < 100


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_beside_an_id_does_no_harm(text: str) -> None:
    found = list(read_ids(f"2501.00663\n{text}\n" + "1706.03762 " * 20))
    assert isinstance(found[0], Found)
