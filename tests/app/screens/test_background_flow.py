"""Two papertuis on one home: what the other one does is seen, and nothing moves for it."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.app.driver import reading
from tests.drafts import drafts_on_disk
from tui.errors import PapertuiError
from tui.library import Library
from tui.papers.paper import Paper, TriageChange


@pytest.fixture
def other(library: Library) -> Iterator[Library]:
    """Another papertui's view of the same library."""
    with Library(library.paths) as other:
        yield other


async def test_marks_of_another_papertui_are_seen_where_the_rows_stand(
    library: Library, other: Library
) -> None:
    async with reading(library) as reader:
        await reader.press("j")
        other.triage([1, 2], TriageChange(archived=True, bookmarked=True), "elsewhere")
        await reader.wait_for("53 in inbox")
        await reader.wait_for("★")
        await reader.settle()
        assert reader.total == 55
        assert reader.cursor == 1
        assert any("bookmarked" in line and " 2" in line[:27] for line in reader.lines)
        other.undo()
        await reader.wait_for("55 in inbox")


async def test_they_are_seen_behind_a_dialog_too(library: Library, other: Library) -> None:
    async with reading(library) as reader:
        await reader.press("s")
        other.triage([1], TriageChange(archived=True), "elsewhere")
        await reader.wait_for("54 in inbox")
        assert reader.dialog == "Menu"


async def test_papers_that_came_elsewhere_wait_to_be_shown(
    library: Library, other: Library, tmp_path: Path
) -> None:
    page = tmp_path / "more.jsonl"
    page.write_text('{"title": "A paper about zebras and their stripes"}\n')
    library.save_search("animals", "zebras")
    library.watch_saved_search("animals", watched=True)
    async with reading(library) as reader:
        other.import_files([page])
        await reader.wait_for("1 new – press R")
        await reader.wait_for("56 papers")
        await reader.wait_for("New: 1 in “animals”.")
        assert reader.total == 55
        await reader.press("R")
        assert reader.total == 56


async def test_searches_saved_elsewhere_stand_in_the_filters(
    library: Library, other: Library
) -> None:
    async with reading(library) as reader:
        other.save_search("zebras", "title:zebra")
        await reader.wait_for("zebras")


async def test_a_backup_put_in_place_elsewhere_is_listed_anew(
    library: Library, other: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite3"
    library.back_up(backup, replace=False)
    async with reading(library) as reader:
        await reader.press("b")
        assert "★" in reader.shown
        other.restore(backup)
        await reader.wait_for("A backup was put in place of the library.")
        await reader.settle()
        assert "★" not in reader.shown


async def test_what_was_begun_on_papers_is_not_done_to_others_after_a_restore(
    library: Library, other: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite3"
    library.back_up(backup, replace=False)
    async with reading(library) as reader:
        await reader.press("asterisk", "t", *"late")
        other.restore(backup)
        await reader.wait_for("A backup was put in place of the library.")
        await reader.press("enter")
        assert reader.said.startswith("Nothing was done: a backup was put in place")
        assert reader.selected == []
        await reader.press("T", "u")
        assert reader.said.startswith("Undid: restored the backup")
        async with asyncio.timeout(5):
            while reader.screen.in_focus:
                await reader.pilot.pause()
        assert library.entries([1])[0].triage.tags == ()


async def test_what_is_being_written_is_kept_when_a_backup_is_put_in_place(
    library: Library, other: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite3"
    library.back_up(backup, replace=False)
    async with reading(library) as reader:
        await reader.press("n", *"gnus")
        other.restore(backup)
        await reader.wait_for("A backup was put in place of the library.")
        await reader.settle()
        assert drafts_on_disk(library.paths.database) == {1: "gnus"}


async def test_what_is_being_written_on_a_paper_that_a_backup_lacks_is_kept_in_a_file(
    library: Library, other: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite3"
    library.back_up(backup, replace=False)
    library._papers.add([Paper(title="Zebras", listed_on=date(2030, 1, 1))])
    library.catch_up()
    async with reading(library) as reader:
        await reader.press("n", *"gnus")
        other.restore(backup)
        await reader.wait_for("A backup was put in place of the library.")
        await reader.press(*" too")
        await reader.settle()
        (file,) = (library.paths.data_folder / "unsaved-notes").iterdir()
        assert file.read_text() == "# Zebras\n\ngnus too\n"
        await reader.press("escape")
        assert file.read_text() == "# Zebras\n\ngnus too\n"


async def test_a_backup_that_fails_is_told_and_stops_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise PapertuiError("No backup was made: the disk is full.", "Make room.")

    monkeypatch.setattr(library, "back_up_if_due", fail)
    async with reading(library) as reader:
        assert reader.complaints == ["No backup was made: the disk is full. Make room."]
        await reader.press("j")
        assert reader.cursor == 1
