import pytest

from tui.papers.deeds import deed, done_to_it
from tui.papers.paper import Triage, TriageChange


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (TriageChange(bookmarked=True), "bookmarked"),
        (TriageChange(bookmarked=False), "took the bookmark from"),
        (TriageChange(read=True, archived=False), "marked as read, moved back to the inbox"),
        (TriageChange(add_tags=("a", "to read")), 'tagged a "to read" on'),
        (TriageChange(archived=True, remove_tags=("a",)), "archived, untagged a on"),
        (TriageChange(bookmarked=False, note=""), "took the bookmark, removed the note of"),
        (TriageChange(note="text"), "wrote a note on"),
    ],
)
def test_a_change_is_told_in_words_that_go_before_the_papers(
    change: TriageChange, words: str
) -> None:
    assert deed(change) == words


def test_of_one_paper_it_is_told_without_the_preposition() -> None:
    before = Triage(read=True, tags=("a", "b"), note="text")
    after = Triage(bookmarked=True, read=True, tags=("b", "c"))
    assert done_to_it(before, after) == "bookmarked, tagged c, untagged a, removed the note"
    assert done_to_it(before, before) == ""
