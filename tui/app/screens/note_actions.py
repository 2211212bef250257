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

from tui.app.content import displayed
from tui.app.screens.reader_base import SECONDS_TO_READ
from tui.app.screens.triage_actions import TriageActions
from tui.errors import PapertuiError
from tui.library import LONGEST_NOTE, NoteKept
from tui.papers.paper import Entry

if TYPE_CHECKING:
    from tui.app.editor import Edited
    from tui.app.screens.note_dialog import Written

_TITLE_SHOWN = 60


@dataclass
class DraftNotKept(Message):
    """What is being written can't be kept on disk meanwhile."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class Writing:
    """A note being written: what there was when it was ``opened``, and the ``text`` by now."""

    paper_id: int
    title: str
    opened: str
    text: str


class NoteActions(TriageActions):
    """A note is for the paper under the cursor; until it is finished, it is kept as a draft."""

    def action_note(self) -> None:
        self._begin_writing(self._write_in_dialog)

    def action_note_in_editor(self) -> None:
        self._begin_writing(self._write_in_editor)

    def _begin_writing(self, write: Callable[[Writing], None]) -> None:
        current = self.current
        if current is None:
            self.say("No paper here to write about.")
            return
        paper_id, title = current.id, current.paper.title

        def fetch() -> Writing:
            note = self.library.note(paper_id)
            draft = self.library.draft(paper_id)
            return Writing(paper_id, title, note, note if draft is None else draft)

        self.after_writes(lambda: self.ask(fetch, write, group="dialog"))

    # In the dialog

    def _write_in_dialog(self, writing: Writing) -> None:
        from tui.app.screens.note_dialog import NoteDialog

        draft = partial(self._draft, writing)
        dialog = NoteDialog(writing.title, writing.text, draft)
        self.open_dialog(dialog, partial(self._end_dialog, writing))

    def _end_dialog(self, writing: Writing, written: "Written") -> None:
        from tui.app.screens.note_dialog import Intent

        writing = replace(writing, text=written.text)
        match written.intent:
            case Intent.KEEP:
                self._keep(writing)
            case Intent.EDITOR:
                self._write_in_editor(writing)
            case Intent.DROP:
                self.desk.writes.submit(self.library.drop_draft, writing.paper_id)

    def _draft(self, writing: Writing, text: str) -> None:
        """Keep on disk what was written so far, without a word unless that fails."""

        def look_at(kept: "Future[object]") -> None:
            error = None if kept.cancelled() else kept.exception()
            if error is not None:
                self.post_message(DraftNotKept(error))

        drafted = self.desk.writes.submit(self._keep_draft, writing, text)
        drafted.add_done_callback(look_at)

    def _keep_draft(self, writing: Writing, text: str) -> None:
        if text.strip() == writing.opened.strip():
            self.library.drop_draft(writing.paper_id)
        else:
            self.library.keep_draft(writing.paper_id, text)

    @on(DraftNotKept)
    def _tell_draft_not_kept(self, failure: DraftNotKept) -> None:
        self.report(failure.error)

    # In the editor

    def _write_in_editor(self, writing: Writing) -> None:
        self._draft(writing, writing.text)
        self.run_worker(self._edit_outside(writing), group="editor", exit_on_error=False)

    async def _edit_outside(self, writing: Writing) -> None:
        # What interrupts a program in the terminal is for the editor there.
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
        self._end_editor(writing, edited)

    def _edit_in_thread(self, writing: Writing) -> "Edited | PapertuiError":
        from tui.app.editor import edit

        def draft(text: str) -> None:
            try:
                self._keep_draft(writing, text)
            except PapertuiError as error:
                self.post_message(DraftNotKept(error))

        try:
            return edit(writing.text, LONGEST_NOTE, draft, self.desk.closing.is_set)
        except PapertuiError as error:
            # Raised here, it would keep the screen from being taken back.
            return error

    def _end_editor(self, writing: Writing, edited: "Edited | PapertuiError") -> None:
        if isinstance(edited, PapertuiError):
            self.report(edited)
        elif edited.obstacle:
            self._leave_unfinished(replace(writing, text=edited.text), edited.obstacle)
        else:
            self._keep(replace(writing, text=edited.text))

    def _leave_unfinished(self, writing: Writing, obstacle: str) -> None:
        self._draft(writing, writing.text)
        if writing.text.strip() == writing.opened.strip():
            self.say(f"{obstacle} The note is as it was.")
        else:
            key = self.desk.key_of("paper.note")
            self.say(f"{obstacle} What was written is no note yet: {key} goes on with it.")

    # Finishing

    def _keep(self, writing: Writing) -> None:
        held = self.cache.held([writing.paper_id])

        def keep() -> tuple[NoteKept, list[Entry]] | PapertuiError:
            try:
                kept = self.library.keep_note(writing.paper_id, writing.text, writing.opened)
                return kept, self.library.entries(held)
            except PapertuiError as error:
                return error

        def show(outcome: tuple[NoteKept, list[Entry]] | PapertuiError) -> None:
            if isinstance(outcome, PapertuiError):
                self.report(outcome)
                self._write_in_dialog(writing)
            else:
                self._show_kept(*outcome)

        self.write(keep, show)

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

    # What was not finished the last time

    def tell_unfinished(self) -> None:
        """Say which notes were being written when papertui ended, and how to go on with them."""

        def fetch() -> tuple[int, list[Entry]]:
            drafts = self.library.drafts()
            return len(drafts), self.library.entries([paper_id for paper_id, _ in drafts[:1]])

        def tell(found: tuple[int, list[Entry]]) -> None:
            count, latest = found
            if latest:
                sentence = _unfinished(count, latest[0], self.desk.key_of("paper.note"))
                self.notify(sentence, timeout=SECONDS_TO_READ, markup=False)

        self.read(fetch, tell, group="drafts")


def _unfinished(count: int, latest: Entry, key: str) -> str:
    title = displayed(latest.paper.title)
    if len(title) > _TITLE_SHOWN:
        title = f"{title[: _TITLE_SHOWN - 1].rstrip()}…"
    if count == 1:
        return f"A note on “{title}” was not finished: {key} goes on with it."
    return f"{count:,} notes were not finished, the last on “{title}”: {key} goes on with each."
