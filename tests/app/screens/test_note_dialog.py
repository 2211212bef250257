"""The note of a paper."""

from textual.widgets import TextArea

from tests.app.driver import reading
from tui.library import Library
from tui.papers.paper import TriageChange


async def test_a_note_is_found_shown_and_undone(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("n", *"zebra", "escape")
        assert reader.said == "wrote a note on 1 paper · u undoes it"
        assert "zebra" in reader.shown
        await reader.search("note:zebra")
        assert reader.total == 1
        await reader.press("u")
        assert library.history(1)[0].undone
        assert reader.current.triage.note is None


async def test_a_known_note_is_continued_at_its_end(library: Library) -> None:
    library.triage([1], TriageChange(note="one\ntwo"), "note")
    async with reading(library) as reader:
        await reader.press("n", "exclamation_mark", "escape")
        assert reader.current.triage.note == "one\ntwo!"


async def test_a_note_can_be_dropped(library: Library) -> None:
    library.triage([1], TriageChange(note="kept"), "note")
    async with reading(library) as reader:
        await reader.press("n", *"xyz", "ctrl+x")
        assert reader.dialog == ""
        assert reader.current.triage.note == "kept"


async def test_an_empty_note_is_no_note(library: Library) -> None:
    library.triage([1], TriageChange(note="short"), "note")
    async with reading(library) as reader:
        await reader.press("n")
        reader.part(TextArea).clear()
        await reader.press("escape")
        assert reader.current.triage.note is None
        assert reader.said.startswith("removed the note of 1 paper")


async def test_an_untouched_note_is_no_step(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("n", "escape")
        assert library.history(5) == []


async def test_without_a_paper_there_is_nothing_to_write_about(library: Library) -> None:
    async with reading(library, query="is:bookmarked") as reader:
        await reader.press("n")
        assert reader.dialog == ""
        assert reader.said == "No paper here to write about."
