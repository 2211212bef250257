"""Notes that are written over some time: drafts, and what another papertui wrote meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drafts import drafts_on_disk
from tui.errors import PapertuiError
from tui.library import LONGEST_NOTE, KnownPaper, Library, PaperGoneError
from tui.papers.paper import TriageChange
from tui.papers.text import clean_lines


def noted(library: Library, note: str) -> None:
    library.triage([1], TriageChange(note=note), "wrote a note")


def drafts(library: Library) -> dict[int, str]:
    return drafts_on_disk(library.paths.database)


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    """Another papertui's view of the same library."""
    with Library(library.paths) as other:
        yield other


def test_a_draft_outlives_the_process_and_is_no_step(library: Library) -> None:
    library.keep_draft(1, "half a sen")
    library.keep_draft(1, "half a sent")
    library.close()
    with Library(library.paths) as later:
        assert later.open_note(1).text == "half a sent"
        assert [paper_id for paper_id, _ in later.drafts()] == [1]
        assert later.history(5) == []
        assert later.note(1) == ""


def test_drafts_come_latest_first(library: Library) -> None:
    for paper_id in (3, 1, 2):
        library.keep_draft(paper_id, "…")
    assert [paper_id for paper_id, _ in library.drafts()] == [2, 1, 3]


def test_a_dropped_draft_is_gone(library: Library) -> None:
    library.keep_draft(1, "x")
    library.drop_draft(1)
    assert drafts(library) == {}
    assert library.drafts() == []


def test_a_draft_of_no_paper_is_not_kept(library: Library) -> None:
    assert not library.keep_draft(9_999, "x")
    assert library.drafts() == []


def test_a_finished_note_takes_the_draft_with_it(library: Library) -> None:
    library.keep_draft(1, "don")
    kept = library.keep_note(1, "done", opened="")
    assert kept.step is not None
    assert kept.step.label == "wrote a note on 1 paper"
    assert not kept.both
    assert library.note(1) == "done"
    assert drafts(library) == {}


def test_a_note_left_as_it_was_is_no_step(library: Library) -> None:
    noted(library, "as it was\n")
    library.keep_draft(1, "as it wa")
    kept = library.keep_note(1, "as it was", opened="as it was\n")
    assert kept.step is None
    assert drafts(library) == {}
    assert len(library.history(5)) == 1


def test_an_emptied_note_is_removed(library: Library) -> None:
    noted(library, "old")
    kept = library.keep_note(1, "  ", opened="old")
    assert kept.step is not None
    assert kept.step.label == "removed the note of 1 paper"
    assert library.note(1) == ""


def test_a_note_that_came_meanwhile_is_kept_above(library: Library) -> None:
    with Library(library.paths) as other:
        noted(other, "theirs")
    kept = library.keep_note(1, "mine", opened="")
    assert kept.both
    assert library.note(1) == "theirs\n\nmine"
    library.undo()
    assert library.note(1) == "theirs"


def test_removing_a_note_leaves_the_one_that_came_meanwhile(library: Library) -> None:
    noted(library, "old")
    noted(library, "theirs")
    kept = library.keep_note(1, "", opened="old")
    assert kept.both
    assert kept.step is None
    assert library.note(1) == "theirs"


def test_both_writing_the_same_is_one_note(library: Library) -> None:
    noted(library, "same")
    kept = library.keep_note(1, "same", opened="")
    assert not kept.both
    assert library.note(1) == "same"


def test_a_draft_comes_below_the_note_that_was_written_since(library: Library) -> None:
    library.keep_draft(1, "half")
    noted(library, "theirs")
    assert library.open_note(1).text == "theirs\n\nhalf"


def test_a_draft_is_found_under_the_number_of_an_absorbed_paper(library: Library) -> None:
    library.merge(7, 9)
    library.keep_draft(9, "on both")
    library.leave_note(9)
    assert library.open_note(7).text == "on both"
    library.drop_draft(7)
    assert drafts(library) == {}


def test_a_note_that_is_too_long_is_refused_and_its_draft_stays(library: Library) -> None:
    library.keep_note(1, "x" * LONGEST_NOTE, opened="")
    too_long = "x" * (LONGEST_NOTE + 5)
    assert library.keep_draft(2, too_long)
    with pytest.raises(PapertuiError, match="no room for more than 200,000"):
        library.keep_note(2, too_long, opened="")
    assert library.note(2) == ""
    assert drafts(library) == {2: too_long}


def test_notes_that_are_kept_both_are_together_longer_than_one_may_be(library: Library) -> None:
    theirs, mine = "x" * LONGEST_NOTE, "y" * LONGEST_NOTE
    library.triage([1], TriageChange(note=theirs), "noted elsewhere")
    assert library.keep_note(1, mine, opened="").both
    assert library.note(1) == f"{theirs}\n\n{mine}"


def test_a_note_of_a_paper_that_has_gone_is_refused(library: Library) -> None:
    with pytest.raises(PaperGoneError, match="no longer in the library"):
        library.keep_note(9_999, "mine", opened="")
    with pytest.raises(PaperGoneError):
        library.known_paper(9_999)


def test_a_note_is_not_for_the_paper_that_has_the_number_after_a_restore(
    library: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite3"
    library.back_up(backup, replace=False)
    known = library.known_paper(1)
    library.restore(backup)
    assert library.keep_draft(1, "mine", known)
    assert library.keep_note(1, "mine", "", known).step
    other = KnownPaper("Another paper", known.restores)
    assert not library.keep_draft(1, "theirs", other)
    with pytest.raises(PaperGoneError):
        library.keep_note(1, "theirs", "", other)
    assert library.note(1) == "mine"
    assert library.drafts() == []


def test_a_paper_may_get_another_title_while_its_note_is_written(library: Library) -> None:
    known = KnownPaper("As it was called", library.restores())
    assert library.keep_note(1, "mine", "", known).step


def test_what_another_is_writing_is_not_gone_on_with_nor_dropped(
    library: Library, other: Library
) -> None:
    library.open_note(1)
    library.keep_draft(1, "living draft")
    assert other.drafts() == []
    opened = other.open_note(1)
    assert (opened.text, opened.elsewhere) == ("", True)
    other.keep_draft(1, "no, not that")
    assert drafts(library) == {1: "living draft\n\nno, not that"}
    other.drop_draft(1)
    assert drafts(library) == {1: "living draft"}


def test_two_that_write_on_one_paper_have_their_notes_one_below_the_other(
    library: Library, other: Library
) -> None:
    library.open_note(1)
    library.keep_draft(1, "note from A")
    other.open_note(1)
    other.keep_draft(1, "note from B")
    other.keep_note(1, "note from B", opened="")
    assert drafts(library) == {1: "note from A"}
    assert library.keep_note(1, "note from A", opened="").both
    assert library.note(1) == "note from B\n\nnote from A"
    assert drafts(library) == {}


def test_what_one_that_died_wrote_is_gone_on_with_beside_one_that_lives(
    library: Library, other: Library
) -> None:
    library.keep_draft(1, "dead")
    other.open_note(1)
    other.keep_draft(1, "alive")
    library.close()
    other.keep_draft(1, "alive and well")
    with Library(library.paths) as third:
        assert third.drafts() == []
        assert third.open_note(1).elsewhere
        other.keep_note(1, "alive and well", opened="")
        assert [paper_id for paper_id, _ in third.drafts()] == [1]
        third.leave_note(1)
        assert third.open_note(1).text == "alive and well\n\ndead"


@pytest.mark.parametrize(
    ("opened", "stored", "text", "united"),
    [
        ("", "theirs", "mine", "theirs\n\nmine"),
        ("", "the same and more", "the same", "the same and more"),
        ("", "the same", "the same and more", "the same and more"),
        ("old", "old\n\ntheirs", "old\n\nmine", "old\n\ntheirs\n\nmine"),
        ("old", "old theirs", "old mine", "old theirs\n\nold mine"),
    ],
)
def test_two_notes_in_one_have_nothing_twice(
    library: Library, opened: str, stored: str, text: str, united: str
) -> None:
    noted(library, stored)
    assert library.keep_note(1, text, opened).both
    assert library.note(1) == united


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(opened=st.text(max_size=8), stored=st.text(max_size=8), written=st.text(max_size=8))
def test_no_note_is_ever_lost(library: Library, opened: str, stored: str, written: str) -> None:
    noted(library, stored)
    library.keep_note(1, written, opened)
    note = library.note(1)
    if clean_lines(stored) != clean_lines(opened):
        assert clean_lines(stored).strip() in note
    if clean_lines(written).strip() != clean_lines(opened).strip():
        added = clean_lines(written).strip().removeprefix(clean_lines(opened).strip())
        assert added.strip() in note
