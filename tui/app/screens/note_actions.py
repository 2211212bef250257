"""Writing a note: in a dialog or in an editor, and never lost half-way."""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported
from textual.message import Message

from tui.app.desk import Desk
from tui.app.screens.triage_actions import TriageActions
from tui.errors import PapertuiError
from tui.library import LONGEST_NOTE, KnownPaper, NoteKept, PaperGoneError
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.app.editor import Edited
    from tui.app.screens.note_dialog import Written


@dataclass
class DraftNotKept(Message):
    """What is being written can't be kept on disk meanwhile."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Writing:
    """A note being written: what there was when it was ``opened``, and the ``text`` by now.

    ``elsewhere`` tells that another papertui is writing it too.
    """

    paper_id: int
    known: KnownPaper
    opened: str
    text: str
    elsewhere: bool

    @property
    def changed(self) -> bool:
        """Whether there is anything to keep."""
        return self.text.strip() != self.opened.strip()


class NoteActions(TriageActions):
    """A note is for one paper; until it is finished, it is kept as a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._draft_failure = ""

    def action_note(self) -> None:
        self._begin_writing(self.write_in_dialog)

    def action_note_in_editor(self) -> None:
        self._begin_writing(self._write_in_editor)

    def _begin_writing(self, write: Callable[[Writing], None]) -> None:
        ids = self.target_ids
        if not ids:
            self.say("No paper here to write about.")
        elif len(ids) > 1:
            self.say(f"A note is about one paper, and {len(ids):,} are selected.")
        else:
            self.open_note(ids[0], write)

    def open_note(self, paper_id: int, write: Callable[[Writing], None]) -> None:
        """Go on with the note of a paper once what was typed before is done."""

        def fetch() -> Writing:
            # After what was dropped or drafted before, which goes through the same thread.
            note = self.desk.writes.submit(self.library.open_note, paper_id).result()
            return Writing(paper_id, note.known, note.stored, note.text, note.elsewhere)

        self.after_writes(lambda: self.ask(fetch, write, group="dialog"))

    # In the dialog

    def write_in_dialog(self, writing: Writing) -> None:
        """Show the dialog in which a note is written."""
        from tui.app.screens.note_dialog import NoteDialog

        def draft(text: str) -> "Future[None]":
            return self._draft(replace(writing, text=text))

        title, elsewhere = writing.known.title, writing.elsewhere
        dialog = NoteDialog(title, writing.text, draft, elsewhere=elsewhere)
        self.open_dialog(dialog, partial(self._end_dialog, writing), outlives_restore=True)

    def _end_dialog(self, writing: Writing, written: "Written") -> None:
        from tui.app.screens.note_dialog import Intent

        writing = replace(writing, text=written.text)
        match written.intent:
            case Intent.KEEP:
                self._keep(writing)
            case Intent.EDITOR:
                self._write_in_editor(writing)
            case Intent.DROP:
                self.desk.unsaved_notes.forget(writing.paper_id)
                self.desk.writes.submit(self._drop, writing.paper_id)

    def _drop(self, paper_id: int) -> None:
        self.library.drop_draft(paper_id)
        self.library.leave_note(paper_id)

    def _draft(self, writing: Writing) -> "Future[None]":
        """Keep on disk what was written so far, without a word unless that fails."""

        def look_at(kept: "Future[None]") -> None:
            error = None if kept.cancelled() else kept.exception()
            if error is not None:
                self.post_message(DraftNotKept(error))

        self._remember(writing)
        drafting = self.desk.writes.submit(self._keep_draft, writing)
        drafting.add_done_callback(look_at)
        return drafting

    def _remember(self, writing: Writing) -> None:
        self.desk.unsaved_notes.add(writing.paper_id, writing.known.title, writing.text)

    def _keep_draft(self, writing: Writing) -> None:
        if not writing.changed:
            self.library.drop_draft(writing.paper_id)
        elif not self.library.keep_draft(writing.paper_id, writing.text, writing.known):
            # The paper has gone, and may come back until the note is finished.
            self.desk.unsaved_notes.keep_copy(writing.paper_id)
            return
        self.desk.unsaved_notes.saved(writing.paper_id, writing.text)
        self._draft_failure = ""

    @on(DraftNotKept)
    def _tell_draft_not_kept(self, failure: DraftNotKept) -> None:
        """Tell it once: it is tried again and again, and mostly fails for the same reason."""
        if self._draft_failure != str(failure.error):
            self._draft_failure = str(failure.error)
            self.report(failure.error)

    # In the editor

    def _write_in_editor(self, writing: Writing) -> None:
        self._draft(writing)
        # What is typed before the editor has the terminal was meant for it, and not for the list.
        release = self.desk.keyboard.hold()
        edited = self._edit_outside(writing, partial(release, drop=True))
        self.run_worker(edited, group="editor", exit_on_error=False)

    async def _edit_outside(self, writing: Writing, ended: Callable[[], None]) -> None:
        # What interrupts a program in the terminal is for the editor there.
        edited: Edited | Exception
        interrupted = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            with self.app.suspend(), self.app.batch_update():
                edited = await asyncio.to_thread(self._edit_in_thread, writing)
        except SuspendNotSupported:
            key = self.desk.key_of("paper.note")
            message = "The screen can't be given to an editor here."
            edited = PapertuiError(message, f"{key} writes the note in papertui.")
        finally:
            signal.signal(signal.SIGINT, interrupted)
            ended()
        self._end_editor(writing, edited)

    def _edit_in_thread(self, writing: Writing) -> "Edited | Exception":
        from tui.app.editor import edit

        def draft(text: str) -> None:
            try:
                self._keep_draft(replace(writing, text=text))
            except PapertuiError as error:
                self.post_message(DraftNotKept(error))

        try:
            return edit(writing.text, LONGEST_NOTE, draft, self.desk.closing.is_set)
        except Exception as error:  # noqa: BLE001 - else the screen would not be taken back
            return error

    def _end_editor(self, writing: Writing, edited: "Edited | Exception") -> None:
        if isinstance(edited, Exception):
            self.report(edited)
            self._go_on_in_dialog(writing)
        elif edited.obstacle:
            self._leave_unfinished(replace(writing, text=edited.text), edited.obstacle)
        else:
            self._keep(replace(writing, text=edited.text))

    def _go_on_in_dialog(self, writing: Writing) -> None:
        if writing.changed:
            self.write_in_dialog(writing)
        else:
            self.desk.writes.submit(self.library.leave_note, writing.paper_id)

    def _leave_unfinished(self, writing: Writing, obstacle: str) -> None:
        self._draft(writing)
        self.desk.writes.submit(self.library.leave_note, writing.paper_id)
        if not writing.changed:
            self.say(f"{obstacle} The note is as it was.")
        else:
            key = self.desk.key_of("paper.note")
            self.say(f"{obstacle} What was written is no note yet: {key} goes on with it.")

    # Finishing

    def _keep(self, writing: Writing) -> None:
        paper_id, text = writing.paper_id, writing.text
        held = self.cache.held([paper_id])

        def keep() -> tuple[NoteKept, list[Entry]] | PaperGoneError:
            try:
                kept = self.library.keep_note(paper_id, text, writing.opened, writing.known)
            except PaperGoneError as error:
                self.library.leave_note(paper_id)
                return error
            self.desk.unsaved_notes.saved(paper_id, text)
            return kept, self.library.entries(held)

        def show(outcome: tuple[NoteKept, list[Entry]] | PaperGoneError) -> None:
            if isinstance(outcome, PaperGoneError):
                self._keep_outside(writing, outcome)
            else:
                self._show_kept(*outcome)

        def go_on_writing() -> None:
            self.desk.writes.submit(self._keep_draft, writing)
            self.write_in_dialog(writing)

        self._remember(writing)
        self.write(keep, show, holding=True, failed=go_on_writing)

    def _keep_outside(self, writing: Writing, gone: PaperGoneError) -> None:
        """Keep a note in a file whose paper has gone, or is another one since a restore."""
        where = self.desk.unsaved_notes.rescue_one(writing.paper_id)
        self.report(PapertuiError(gone.message, where))

    def _show_kept(self, kept: NoteKept, entries: list[Entry]) -> None:
        if kept.step is not None:
            self.show_changed_entries(entries)
        elif kept.both:
            self.show_entries(entries)
        if sentence := self._words(kept):
            self.say(sentence)

    def _words(self, kept: NoteKept) -> str:
        if kept.step is None:
            return "The note was changed elsewhere meanwhile, and stays." if kept.both else ""
        undo = f"{self.desk.key_of('undo')} undoes it"
        if kept.both:
            return f"The note was changed elsewhere meanwhile: yours is below that · {undo}"
        return f"{kept.step.label} · {undo}"
