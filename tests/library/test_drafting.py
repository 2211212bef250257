"""Notes that are written over some time: drafts, and what another papertui wrote meanwhile."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.library import Library
from tui.library.drafting import LONGEST_NOTE
from tui.papers.paper import TriageChange
from tui.papers.text import clean_lines


def noted(library: Library, note: str) -> None:
    library.triage([1], TriageChange(note=note), "wrote a note")


def test_a_draft_outlives_the_process_and_is_no_step(library: Library) -> None:
    library.keep_draft(1, "half a sen")
    library.keep_draft(1, "half a sent")
    with Library(library.paths) as later:
        assert later.draft(1) == "half a sent"
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
    assert library.draft(1) is None
    assert library.drafts() == []


def test_a_draft_of_no_paper_is_not_kept(library: Library) -> None:
    library.keep_draft(9_999, "x")
    assert library.drafts() == []


def test_a_finished_note_takes_the_draft_with_it(library: Library) -> None:
    library.keep_draft(1, "don")
    kept = library.keep_note(1, "done", opened="")
    assert kept.step is not None
    assert kept.step.label == "wrote a note on 1 paper"
    assert not kept.both
    assert library.note(1) == "done"
    assert library.draft(1) is None


def test_a_note_left_as_it_was_is_no_step(library: Library) -> None:
    noted(library, "as it was\n")
    library.keep_draft(1, "as it wa")
    kept = library.keep_note(1, "as it was", opened="as it was\n")
    assert kept.step is None
    assert library.draft(1) is None
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
    assert library.draft(1) == "theirs\n\nhalf"


def test_a_draft_is_found_under_the_number_of_an_absorbed_paper(library: Library) -> None:
    library.merge(7, 9)
    library.keep_draft(9, "on both")
    assert library.draft(7) == "on both"
    library.drop_draft(9)
    assert library.draft(7) is None


def test_notes_are_bounded(library: Library) -> None:
    library.keep_draft(1, "x" * (LONGEST_NOTE + 5))
    assert len(library.draft(1) or "") == LONGEST_NOTE
    library.keep_note(1, "x" * (LONGEST_NOTE + 5), opened="")
    assert len(library.note(1)) == LONGEST_NOTE


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
        assert clean_lines(written).strip() in note
