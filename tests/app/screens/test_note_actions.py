"""Notes kept as drafts while they are written, beside other papertuis, and in an editor."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.widgets import TextArea

from tests.app.driver import reading
from tests.drafts import drafts_on_disk
from tui.app.app import PapertuiApp
from tui.app.screens.note_dialog import NoteDialog
from tui.errors import StorageError
from tui.library import Library, NoteKept
from tui.papers.paper import TriageChange


@pytest.mark.parametrize(("end", "note"), [("keep", "late"), ("drop", "")])
async def test_the_last_letters_are_no_draft_of_a_note_that_is_finished(
    library: Library, end: str, note: str
) -> None:
    async with reading(library) as reader:
        await reader.press("n")
        dialog = reader.app.screen
        assert isinstance(dialog, NoteDialog)
        dialog._rest = dialog.set_timer(60, dialog._go_on)
        reader.part(TextArea).insert("late")
        await reader.pilot.pause()
        await dialog.run_action(end)
        await reader.settle()
        # The timer of a rest may be heard after the key that ended the dialog.
        dialog._go_on()
        await reader.settle()
        assert library.note(1) == note
        assert drafts_on_disk(library.paths.database) == {}


async def test_a_note_is_about_the_one_paper_selected_and_not_about_several(
    library: Library,
) -> None:
    async with reading(library) as reader:
        await reader.press("space", "n", *"gnus", "escape")
        assert library.note(1) == "gnus"
        await reader.press("space", "n")
        assert reader.said == "A note is about one paper, and 2 are selected."
        assert reader.dialog == ""


@pytest.fixture
def own_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that is the editor; there is no terminal that it would have to be given."""

    @contextlib.contextmanager
    def suspend(_: PapertuiApp) -> Iterator[None]:
        yield

    program = tmp_path / "own-editor"
    program.touch(mode=0o700)
    monkeypatch.setenv("VISUAL", str(program))
    monkeypatch.setattr(PapertuiApp, "suspend", suspend)
    return program


def drafts(library: Library) -> dict[int, str]:
    return drafts_on_disk(library.paths.database)


async def test_what_is_typed_is_a_draft_until_it_is_dropped(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("n", *"zebra")
        while drafts(library) != {1: "zebra"}:
            await reader.pilot.pause()
        assert library.history(5) == []
        await reader.press("ctrl+x")
        assert drafts(library) == {}
        assert library.note(1) == ""


async def test_a_kept_note_takes_its_draft_with_it(library: Library) -> None:
    library.keep_draft(1, "half")
    async with reading(library) as reader:
        assert "not finished" in " ".join(reader.complaints)
        await reader.press("n", *"way", "escape")
        assert library.note(1) == "halfway"
        assert library.drafts() == []


async def test_a_note_written_elsewhere_meanwhile_is_kept_too(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("n", *"mine")
        with Library(library.paths) as other:
            other.triage([1], TriageChange(note="theirs"), "wrote a note")
        await reader.press("escape")
        assert library.note(1) == "theirs\n\nmine"
        assert reader.said.startswith("The note was changed elsewhere meanwhile: yours is below")


async def test_unfinished_notes_are_named_and_chosen_from(library: Library) -> None:
    with Library(library.paths) as other:
        for paper_id in (1, 2, 3, 4, 5):
            library.keep_draft(paper_id, f"half {paper_id}")
            library.leave_note(paper_id)
        other.open_note(4)
        async with reading(library) as reader:
            (told,) = reader.complaints
            assert told.count("“") == 3
            assert told.endswith(
                "and 1 more were not finished: n goes on with each, ^p lists them."
            )
            reader.screen.action_unfinished_notes()
            await reader.settle()
            await reader.press("2")
            assert reader.part(TextArea).text == "half 3"
            await reader.press("escape")
            assert library.note(3) == "half 3"
            other.keep_draft(1, "theirs")
            await reader.press("n")
            assert reader.part(TextArea).text == ""
            assert "another papertui is writing on this paper too" in reader.shown
            await reader.press("ctrl+x")
            assert drafts(library)[1] == "half 1\n\ntheirs"


async def test_a_note_that_cannot_be_saved_stays_in_the_dialog(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoteKept:
        raise StorageError("The disk is full.", "Make room.")

    async with reading(library) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(library, "keep_note", fail)
            await reader.press("n", *"mine", "escape")
            assert reader.complaints == ["The disk is full. Make room."]
            assert reader.part(TextArea).text == "mine"
            assert drafts(library) == {1: "mine"}
        await reader.press("escape")
        assert library.note(1) == "mine"


async def test_a_note_whose_paper_went_away_is_in_a_file_that_is_told(
    library: Library, tmp_path: Path
) -> None:
    page = tmp_path / "more.jsonl"
    page.write_text('{"title": "A paper about zebras and their stripes"}\n')
    with Library(library.paths) as other:
        other.import_files([page])
        async with reading(library, query="title:zebras") as reader:
            await reader.press("n")
            other.undo()
            await reader.press(*"mine", "escape")
            (told,) = reader.complaints
            assert told.startswith("The paper is no longer in the library. What you wrote on “A p")
            (file,) = (library.paths.data_folder / "unsaved-notes").iterdir()
            assert str(file) in told
            assert file.read_text().endswith("mine\n")
            assert not reader.dialog


async def test_keys_typed_behind_the_editor_key_are_not_for_the_list(
    library: Library, own_editor: Path
) -> None:
    own_editor.write_text('#!/bin/sh\nprintf "# Idea" > "$1"\n')
    async with reading(library) as reader:
        for key in "Nxb":
            reader.app.post_message(events.Key(key, key))
        await reader.settle()
        assert [step.label for step in library.history(5)] == ["wrote a note on 1 paper"]


async def test_a_note_is_written_in_the_editor(library: Library, own_editor: Path) -> None:
    own_editor.write_text('#!/bin/sh\nprintf "# Idea" > "$1"\n')
    async with reading(library) as reader:
        await reader.press("N")
        assert library.note(1) == "# Idea"
        assert reader.said == "wrote a note on 1 paper · u undoes it"
        own_editor.write_text("#!/bin/sh\nprintf ' no. 2' >> \"$1\"\n")
        await reader.press("n", "exclamation_mark", "ctrl+e")
        assert library.note(1) == "# Idea! no. 2"
        assert library.drafts() == []


async def test_an_editor_that_does_not_start_leads_back_into_the_dialog(
    library: Library, own_editor: Path
) -> None:
    own_editor.unlink()
    async with reading(library) as reader:
        await reader.press("n", *"zebra", "ctrl+e")
        assert "can't be started" in reader.complaints[0]
        assert reader.part(TextArea).text == "zebra"
        await reader.press("escape", "N")
        assert library.note(1) == "zebra"
        assert not reader.dialog
        assert len(reader.complaints) == 1


async def test_what_an_editor_left_unfinished_is_a_draft(
    library: Library, own_editor: Path
) -> None:
    own_editor.write_text('#!/bin/sh\nprintf half > "$1"\nexit 1\n')
    async with reading(library) as reader:
        await reader.press("N")
        assert library.note(1) == ""
        assert drafts(library) == {1: "half"}
        assert reader.said.endswith("What was written is no note yet: n goes on with it.")
        own_editor.write_text("#!/bin/sh\nexit 1\n")
        await reader.press("n", "ctrl+x", "N")
        assert reader.said.endswith("ended with exit code 1. The note is as it was.")
        assert drafts(library) == {}
