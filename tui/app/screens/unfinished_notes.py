"""Notes that were being written when papertui ended, or left half-way: how to go on with them."""

from collections.abc import Callable

from tui.app.screens.note_actions import NoteActions
from tui.app.unsaved_notes import shortened_title
from tui.papers.paper import Entry

_SECONDS_TO_TELL = 8
_NAMED = 3
_TITLE_SHOWN = 40


class UnfinishedNotes(NoteActions):
    """Those that another papertui is writing are not among them."""

    def tell_unfinished(self) -> None:
        """Say which notes were being written when papertui ended, and how to go on with them."""

        def tell(entries: list[Entry]) -> None:
            if entries:
                sentence = _sentence(entries, self.desk.key_of)
                self.notify(sentence, timeout=_SECONDS_TO_TELL, markup=False)

        self.read(self._unfinished, tell, group="drafts")

    def action_unfinished_notes(self) -> None:
        """Offer the notes that were not finished, to go on with one."""

        def choose(entries: list[Entry]) -> None:
            from tui.app.screens.menu import Choice, Menu, number_key

            titles = enumerate(entries, start=1)
            choices = [Choice(number_key(n), entry.paper.title, entry.id) for n, entry in titles]
            if choices:
                self.open_dialog(Menu("Unfinished notes", choices), self._go_on_writing)
            else:
                self.say("No note was left unfinished.")

        self.after_writes(lambda: self.ask(self._unfinished, choose, group="dialog"))

    def _unfinished(self) -> list[Entry]:
        return self.library.entries([paper_id for paper_id, _ in self.library.drafts()])

    def _go_on_writing(self, paper_id: int) -> None:
        self.open_note(paper_id, self.write_in_dialog)


def _sentence(entries: list[Entry], key_of: Callable[[str], str]) -> str:
    named = [f"“{shortened_title(entry.paper.title, _TITLE_SHOWN)}”" for entry in entries[:_NAMED]]
    note = key_of("paper.note")
    if len(entries) == 1:
        return f"A note on {named[0]} was not finished: {note} goes on with it."
    if more := len(entries) - len(named):
        named.append(f"{more:,} more")
    titles = f"{', '.join(named[:-1])} and {named[-1]}"
    told = f"Notes on {titles} were not finished: {note} goes on with each"
    return f"{told}, {key_of('palette')} lists them."
