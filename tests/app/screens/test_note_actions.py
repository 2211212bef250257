"""Notes kept as drafts while they are written, beside other papertuis, and in an editor."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.app.driver import reading
from tui.app.app import PapertuiApp
from tui.errors import StorageError
from tui.library import Library, NoteKept
from tui.papers.paper import TriageChange


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


async def test_what_is_typed_is_a_draft_until_it_is_dropped(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("n", *"zebra")
        while library.draft(1) != "zebra":
            await reader.pilot.pause()
        assert library.history(5) == []
        await reader.press("ctrl+x")
        assert library.draft(1) is None
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
        await reader.press("escape")
        assert library.note(1) == "mine"


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


async def test_what_an_editor_left_unfinished_is_a_draft(
    library: Library, own_editor: Path
) -> None:
    own_editor.write_text('#!/bin/sh\nprintf half > "$1"\nexit 1\n')
    async with reading(library) as reader:
        await reader.press("N")
        assert library.note(1) == ""
        assert library.draft(1) == "half"
        assert reader.said.endswith("What was written is no note yet: n goes on with it.")
        own_editor.write_text("#!/bin/sh\nexit 1\n")
        await reader.press("n", "ctrl+x", "N")
        assert reader.said.endswith("ended with exit code 1. The note is as it was.")
        assert library.draft(1) is None
