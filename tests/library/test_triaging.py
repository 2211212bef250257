"""What may be decided about papers."""

import pytest

from tui.errors import PapertuiError
from tui.library import LONGEST_NOTE, Library
from tui.papers.paper import Triage, TriageChange

LONGEST_TAG = 300


def test_a_note_and_tags_are_kept_whole_or_refused(library: Library) -> None:
    note, tag = "x" * LONGEST_NOTE, "t" * LONGEST_TAG
    library.triage([1], TriageChange(note=note, add_tags=(tag,)))
    decided = library.entries([1])[0].triage
    assert decided == Triage(note=note, tags=(tag,))
    for change, problem in (
        (TriageChange(note=f"{note}x"), "no room for more than 200,000"),
        (TriageChange(read=True, add_tags=("a", f"{tag}t")), "no room for more than 300"),
    ):
        with pytest.raises(PapertuiError, match=problem) as refused:
            library.triage([1], change)
        assert "shorten it" in refused.value.hint
    assert library.entries([1])[0].triage == decided


def test_a_tag_is_as_long_as_what_is_seen_of_it(library: Library) -> None:
    library.triage([1], TriageChange(add_tags=("t" * LONGEST_TAG + "\u200b" * 50,)))
    assert library.known_tags() == ["t" * LONGEST_TAG]


def test_a_tag_is_renamed_to_none_that_is_too_long(library: Library) -> None:
    library.triage([1], TriageChange(add_tags=("a",)))
    with pytest.raises(PapertuiError, match="no room for more than 300"):
        library.rename_tag("a", "t" * (LONGEST_TAG + 1))
    assert library.known_tags() == ["a"]


def test_a_tag_that_came_with_a_file_is_taken_away_however_long_it_is(library: Library) -> None:
    tag = "t" * 5_000
    library._triage.add([(1, Triage(tags=(tag,)))], "imported")
    library.triage([1], TriageChange(remove_tags=(tag,)))
    assert library.known_tags() == []
